use serde_json::json;

use crate::app::App;
use crate::browser::{BACK, Browser, PASSWORD, Page};
use crate::people::text;

const SCRIPT: &str = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>";

/// Every kind of page.
async fn pages(app: &App) -> Vec<(&'static str, Page)> {
    app.user_with_password("ada", json!({ "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" })).await;
    app.user_with_password("bob", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let browser = Browser::new();
    let sign_in = browser.get(&url).await;
    let wrong = browser.sign_in(&sign_in, "ada@example.com", "wrong").await;
    let second = browser.sign_in(&sign_in, "ada@example.com", PASSWORD).await;
    let consent = browser.signed_in(&url, "bob").await;
    let handover = app.authorize_url(&hats, &[("response_mode", Some("form_post")), ("scope", Some("x"))]);
    vec![
        ("sign-in", sign_in),
        ("sign-in that failed", wrong),
        ("second factor", second),
        ("consent", consent),
        ("handover", browser.get(&handover).await),
        ("ticket", browser.get(&format!("{url}&__clerk_ticket=x.y.z")).await),
        ("problem", browser.get(&app.authorize_url(&hats, &[("redirect_uri", Some("https://evil.example"))])).await),
        ("problem of nobody", browser.get(&format!("{}/oauth/authorize", app.server.url())).await),
    ]
}

#[tokio::test]
async fn clickjacking_caching_referrers_and_scripts_are_forbidden_by_every_page() {
    let app = App::start().await;
    app.serve_pages().await;
    for (name, page) in pages(&app).await {
        let policy = page.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'sha256-"] {
            assert!(policy.contains(part), "{name}: {policy}");
        }
        assert!(!policy.contains("script") && !policy.contains("unsafe"), "{name}: {policy}");
        let targets = policy.split("form-action ").nth(1).unwrap().split(';').next().unwrap();
        let expected = match name {
            "handover" => "https://hats.example.com",
            "problem" | "problem of nobody" => "'none'",
            _ => "'self' https://hats.example.com",
        };
        assert_eq!(targets, expected, "{name}");
        for (header, value) in [
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("content-type", "text/html; charset=utf-8"),
        ] {
            assert_eq!(page.header(header), value, "{name}");
        }
        assert!(!page.headers.contains_key("access-control-allow-origin"), "{name}: no other site reads it");
        for forbidden in
            ["<script", "javascript:", " onclick=", " onload=", " onerror=", "<link", "http-equiv", "<iframe"]
        {
            let tags = page.html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
            let found: Vec<&str> = tags.filter(|tag| format!("<{tag}").contains(forbidden)).collect();
            assert!(found.is_empty(), "{name}: {found:?}");
        }
        assert!(page.html.contains("<html lang=\"en\">") && page.html.matches("<h1>").count() == 1, "{name}");
    }
    let redirect = Browser::new().get(&app.authorize_url(&app.hats(json!({})).await, &[("scope", Some("x"))])).await;
    assert_eq!((redirect.header("cache-control"), redirect.header("referrer-policy")), ("no-store", "no-referrer"));
}

#[tokio::test]
async fn another_site_may_not_ask_for_a_page_by_script() {
    let app = App::start().await;
    for path in ["/oauth/authorize", "/oauth/authorize/consent", "/oauth/authorize/sign-in"] {
        let request =
            app.http.request(reqwest::Method::OPTIONS, app.oauth_url(path)).header("origin", "https://evil.example");
        let answer = request.header("access-control-request-method", "POST").send().await.unwrap();
        assert!(answer.status().is_client_error() && !answer.headers().contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn script_in_a_name_a_state_a_hint_or_an_error_stays_text() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({ "last_name": SCRIPT })).await;
    let named =
        app.oauth_application(SCRIPT, json!({ "redirect_uris": [BACK], "scopes": "openid profile email" })).await;
    let browser = Browser::new();
    let url =
        app.authorize_url(&named, &[("state", Some(SCRIPT)), ("login_hint", Some(SCRIPT)), ("nonce", Some(SCRIPT))]);
    let sign_in = browser.get(&url).await;
    let wrong = browser.sign_in(&sign_in, SCRIPT, "wrong").await;
    let consent = browser.sign_in(&sign_in, "ada@example.com", PASSWORD).await;
    let consent = browser.follow(&consent).await;
    let form_post = app.authorize_url(
        &named,
        &[("response_mode", Some("form_post")), ("state", Some(SCRIPT)), ("scope", Some(SCRIPT))],
    );
    let ticket = browser
        .get(&format!(
            "{url}&__clerk_ticket={}",
            form_urlencoded::byte_serialize(SCRIPT.as_bytes()).collect::<String>()
        ))
        .await;
    let unknown = browser.get(&app.authorize_url(&named, &[("client_id", Some(SCRIPT))])).await;
    let elsewhere = browser.get(&app.authorize_url(&named, &[("redirect_uri", Some(SCRIPT))])).await;
    let handover = browser.get(&form_post).await;
    assert_eq!(handover.form(BACK).hidden.iter().find(|(name, _)| name == "state").unwrap().1, SCRIPT);
    for (attack, page, shown) in [
        ("name of an application on the sign-in page", &sign_in, true),
        ("identifier that comes back", &wrong, true),
        ("name of a user and of an application on the consent page", &consent, true),
        ("state in a form", &handover, true),
        ("ticket in a form", &ticket, true),
        ("client_id of nobody", &unknown, false),
        ("redirect_uri in an error", &elsewhere, false),
    ] {
        assert!(!page.html.contains("<script") && !page.html.contains("<img"), "{attack}: {}", page.html);
        assert_eq!(page.shows(SCRIPT), shown, "{attack}: {}", page.html);
    }
    let said = browser.submit(&consent, "consent", &[("answer", "deny")]).await.said();
    assert_eq!(said["state"], SCRIPT, "and comes back as it was");
}

#[tokio::test]
async fn csrf_on_consent_grants_nothing() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let (hats, caps) = (app.hats(json!({})).await, app.hats(json!({})).await);
    let victim = Browser::new();
    let page = victim.signed_in(&app.authorize_url(&hats, &[]), "ada").await;
    let form = page.form("consent");
    let token = form.hidden[0].1.clone();
    let allow = |token: &str| vec![("token".to_owned(), token.to_owned()), ("answer".to_owned(), "allow".to_owned())];
    // What the attacker has of their own: a page with a token, for the same application and for theirs.
    app.user_with_password("eve", json!({})).await;
    let attacker = Browser::new();
    let theirs = attacker.signed_in(&app.authorize_url(&hats, &[]), "eve").await.form("consent").hidden[0].1.clone();
    let other_page = victim.get(&app.authorize_url(&caps, &[])).await.form("consent");
    let more = app.authorize_url(&hats, &[("scope", Some("openid profile email offline_access"))]);
    let more = more.replace("/oauth/authorize?", "/oauth/authorize/consent?");
    let fixed = app.authorize_url(&hats, &[("state", Some("state-of-the-attacker"))]);
    let fixed = fixed.replace("/oauth/authorize?", "/oauth/authorize/consent?");
    for (attack, url, fields) in [
        ("no token", form.action.as_str(), allow("")),
        ("a token that is made up", &form.action, allow(&format!("{}.{}", app.clock.now(), "0".repeat(64)))),
        ("the attacker's token", &form.action, allow(&theirs)),
        ("a token for another application", &form.action, allow(&other_page.hidden[0].1)),
        ("a token for fewer scopes", &more, allow(&token)),
        ("state fixation", &fixed, allow(&token)),
    ] {
        let page = victim.post(url, &fields).await;
        assert_eq!(page.status, 403, "{attack}: {}", page.html);
        assert!(!page.headers.contains_key("location"), "{attack}");
    }
    let cookieless = Browser::new().post(&form.action, &allow(&token)).await;
    assert_eq!(cookieless.status, 403, "from another site no cookie comes along");
    let request = crate::oauth::with_form(
        victim.request(reqwest::Method::POST, &form.action),
        &[("token", &token), ("answer", "allow")],
    );
    let elsewhere = victim.send(request.header("sec-fetch-site", "cross-site")).await;
    assert_eq!(elsewhere.status, 403, "the browser says so itself");
    app.clock.advance(3_600_000);
    assert_eq!(victim.post(&form.action, &allow(&token)).await.status, 403, "a page that was left open");
}

#[tokio::test]
async fn login_csrf_signs_nobody_in_as_the_attacker() {
    let app = App::start().await;
    app.serve_pages().await;
    let eve = app.user_with_password("eve", json!({})).await;
    let hats = app.hats(json!({ "consent_screen_enabled": false })).await;
    let url = app.authorize_url(&hats, &[]);
    let attacker = Browser::new();
    let form = attacker.get(&url).await.form("sign-in");
    let mut fields = form.hidden.clone();
    fields.push(("identifier".to_owned(), "eve@example.com".to_owned()));
    fields.push(("password".to_owned(), PASSWORD.to_owned()));
    let victim = Browser::new();
    victim.get(&url).await;
    let page = victim.post(&form.action, &fields).await;
    assert_eq!((page.status, page.heading().as_str()), (422, "Sign in"), "a token of another browser");
    let ticket = app.post("/sign_in_tokens", json!({ "user_id": eve })).await.ok();
    let link = format!("{url}&__clerk_ticket={}", text(&ticket, "token"));
    let page = victim.get(&link).await;
    assert_eq!((page.status, page.heading().as_str()), (200, "Sign in by a link"), "a link alone does nothing");
    assert!(!victim.cookies().contains_key("frontdesk_session"));
    let form = attacker.get(&link).await.form("ticket");
    assert_eq!(victim.post(&form.action, &form.hidden).await.status, 422);
}

#[tokio::test]
async fn session_fixation_ends_with_a_session_of_its_own() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    app.user_with_password("eve", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let attacker = Browser::new();
    attacker.signed_in(&url, "eve").await;
    let planted = attacker.cookies()["frontdesk_session"].clone();
    let victim = Browser::new();
    victim.set_cookie("frontdesk_session", &planted);
    let page = victim.get(&app.authorize_url(&hats, &[("prompt", Some("login"))])).await;
    let page = victim.sign_in(&page, "ada@example.com", PASSWORD).await;
    assert_eq!(victim.follow(&page).await.heading(), "Allow Hats?");
    assert_ne!(victim.cookies()["frontdesk_session"], planted);
    assert_eq!(attacker.get(&url).await.heading(), "Sign in", "what was planted ended as well");
    let cookie = page.header("set-cookie");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/instances/ins_"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    for made_up in ["client_1.x", "x", ".", "client_nobodys.", &planted] {
        let browser = Browser::new();
        browser.set_cookie("frontdesk_session", made_up);
        assert_eq!(browser.get(&url).await.heading(), "Sign in", "{made_up}");
    }
}

#[tokio::test]
async fn a_session_of_somebody_who_acts_for_a_user_or_of_another_instance_grants_nothing() {
    let (app, other) = (App::start().await, App::start().await);
    for app in [&app, &other] {
        app.serve_pages().await;
        app.user_with_password("ada", json!({})).await;
    }
    let (hats, theirs) = (app.hats(json!({})).await, other.hats(json!({})).await);
    let browser = Browser::new();
    browser.signed_in(&app.authorize_url(&hats, &[]), "ada").await;
    assert_eq!(browser.get(&other.authorize_url(&theirs, &[])).await.heading(), "Sign in", "another instance");
    let ada = app.user_with_password("acted", json!({})).await;
    let actor = json!({ "user_id": ada, "actor": { "sub": "user_support" }, "expires_in_seconds": 600 });
    let token = app.post("/actor_tokens", actor).await.ok();
    let link = format!("{}&__clerk_ticket={}", app.authorize_url(&hats, &[]), text(&token, "token"));
    let browser = Browser::new();
    let page = browser.get(&link).await;
    let page = browser.submit(&page, "ticket", &[]).await;
    assert_eq!((page.status, page.heading().as_str()), (422, "Sign in"), "an actor token signs nobody in here");
}
