use serde_json::json;

use crate::app::App;
use crate::browser::{BACK, Browser};

/// Where nobody is sent, for an application with `https://hats.example.com/back` and `http://127.0.0.1/back`.
const ELSEWHERE: &[(&str, &str)] = &[
    ("open redirect to another host", "https://evil.example/back"),
    ("open redirect by a prefix of the host", "https://hats.example.com.evil.example/back"),
    ("open redirect by user information", "https://hats.example.com@evil.example/back"),
    ("open redirect by a backslash", "https://hats.example.com\\@evil.example/back"),
    ("open redirect by a fragment", "https://hats.example.com/back#https://evil.example"),
    ("open redirect by an extra path", "https://hats.example.com/back/elsewhere"),
    ("open redirect by climbing", "https://hats.example.com/back/../redirect"),
    ("open redirect by an encoded slash", "https://hats.example.com/back%2f..%2fredirect"),
    ("open redirect by an extra parameter", "https://hats.example.com/back?next=https://evil.example"),
    ("open redirect by a subdomain", "https://evil.hats.example.com/back"),
    ("open redirect by a trailing dot", "https://hats.example.com./back"),
    ("open redirect by another port", "https://hats.example.com:8443/back"),
    ("open redirect by the usual port", "https://hats.example.com:443/back"),
    ("downgrade of the scheme", "http://hats.example.com/back"),
    ("script in place of an address", "javascript:alert(1)//https://hats.example.com/back"),
    ("document in place of an address", "data:text/html,<script>alert(1)</script>"),
    ("address without a scheme", "//hats.example.com/back"),
    ("another spelling", "HTTPS://HATS.example.com/back"),
    ("a line break in a header", "https://hats.example.com/back\r\nset-cookie: a=b"),
    ("a wildcard", "https://hats.example.com/*"),
    ("another path on a loopback address", "http://127.0.0.1:7000/elsewhere"),
    ("user information behind a loopback address", "http://127.0.0.1:80@evil.example/back"),
    ("a name that begins like a loopback address", "http://127.0.0.1.evil.example/back"),
    ("a name in place of a loopback address", "http://localhost:7000/back"),
    ("a loopback address of the other family", "http://[::1]:7000/back"),
];

#[tokio::test]
async fn nobody_is_sent_anywhere_but_to_what_is_registered() {
    let app = App::start().await;
    app.serve_pages().await;
    let hats = app.hats(json!({ "redirect_uris": [BACK, "http://127.0.0.1/back"] })).await;
    let browser = Browser::new();
    for (attack, uri) in ELSEWHERE {
        // With a request that is wrong as well: an error is no way around either.
        for scope in ["openid", "nonsense"] {
            let url = app.authorize_url(&hats, &[("redirect_uri", Some(uri)), ("scope", Some(scope))]);
            let page = browser.get(&url).await;
            assert_eq!((page.status, page.heading().as_str()), (400, "This cannot go on"), "{attack}");
            assert!(!page.headers.contains_key("location") && !page.html.contains("evil.example"), "{attack}");
            assert!(!page.html.contains("href=") && !page.html.contains("<form"), "{attack}");
        }
    }
    let own = app.authorize_url(&hats, &[("redirect_uri", Some("http://127.0.0.1:51004/back"))]);
    assert_eq!(browser.get(&own).await.heading(), "Sign in", "the port of a loopback address is the program's");
}

#[tokio::test]
async fn a_request_that_cannot_be_trusted_ends_on_a_page_of_our_own() {
    let app = App::start().await;
    app.serve_pages().await;
    let other = App::start().await;
    let hats = app.hats(json!({})).await;
    let two = app.hats(json!({ "redirect_uris": [BACK, "https://hats.example.com/other"] })).await;
    let none = app.hats(json!({ "redirect_uris": [] })).await;
    let theirs = other.hats(json!({})).await;
    let browser = Browser::new();
    let long = "x".repeat(9000);
    let twice = format!("{}&client_id=client_evil", app.authorize_url(&hats, &[]));
    let pollution = format!("{}&redirect_uri=https://evil.example", app.authorize_url(&hats, &[]));
    for (attack, status, url) in [
        (
            "redirect_uri left out with several",
            400,
            app.authorize_url(&two, &[("redirect_uri", None), ("scope", None)]),
        ),
        ("redirect_uri left out with none", 400, app.authorize_url(&none, &[("redirect_uri", None), ("scope", None)])),
        ("redirect_uri left out with OpenID Connect", 400, app.authorize_url(&hats, &[("redirect_uri", None)])),
        ("client_id left out", 400, app.authorize_url(&hats, &[("client_id", None)])),
        ("client_id of nobody", 401, app.authorize_url(&hats, &[("client_id", Some("client_nobodys"))])),
        ("client_id of another instance", 401, app.authorize_url(&theirs, &[])),
        ("client_id with a zero byte", 400, app.authorize_url(&hats, &[("client_id", Some("a\0b"))])),
        ("parameter pollution of client_id", 400, twice),
        ("parameter pollution of redirect_uri", 400, pollution),
        ("a request that is too long", 414, app.authorize_url(&hats, &[("state", Some(&long))])),
    ] {
        let page = browser.get(&url).await;
        assert_eq!((page.status, page.heading().as_str()), (status, "This cannot go on"), "{attack}");
        assert!(!page.headers.contains_key("location"), "{attack}");
    }
}

#[tokio::test]
async fn a_request_that_is_weaker_than_it_has_to_be_gets_an_error() {
    let app = App::start().await;
    app.serve_pages().await;
    let hats = app.hats(json!({})).await;
    let phone = app.hats(json!({ "public": true })).await;
    let browser = Browser::new();
    let plain = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let bare = vec![("code_challenge", None), ("code_challenge_method", None)];
    let with = |mut more: Vec<(&'static str, Option<&'static str>)>, name, value| {
        more.push((name, value));
        more
    };
    for (attack, application, more, error) in [
        ("PKCE left out by a public client", &phone, bare.clone(), "invalid_request"),
        ("plain challenge", &hats, vec![("code_challenge_method", Some("plain"))], "invalid_request"),
        ("plain challenge by default", &phone, vec![("code_challenge_method", None)], "invalid_request"),
        ("method without a challenge", &hats, vec![("code_challenge", None)], "invalid_request"),
        ("challenge that is too short", &hats, vec![("code_challenge", Some(&plain[1..]))], "invalid_request"),
        ("no state and no PKCE", &hats, with(bare.clone(), "state", None), "invalid_request"),
        ("state that can be guessed", &hats, vec![("state", Some("1234567"))], "invalid_request"),
        ("token in the address", &hats, vec![("response_type", Some("token"))], "unsupported_response_type"),
        ("ID token in the address", &hats, vec![("response_type", Some("id_token"))], "unsupported_response_type"),
        ("hybrid flow", &hats, vec![("response_type", Some("code id_token"))], "unsupported_response_type"),
        ("answer in the fragment", &hats, vec![("response_mode", Some("fragment"))], "invalid_request"),
        ("answer to a window", &hats, vec![("response_mode", Some("web_message"))], "invalid_request"),
        (
            "scope that the application may not have",
            &hats,
            vec![("scope", Some("openid private_metadata"))],
            "invalid_scope",
        ),
        (
            "parameters by reference",
            &hats,
            vec![("request_uri", Some("http://127.0.0.1/"))],
            "request_uri_not_supported",
        ),
    ] {
        let said = browser.get(&app.authorize_url(application, &more)).await.said();
        assert_eq!(said["error"], error, "{attack}");
        assert!(!said.contains_key("code"), "{attack}");
    }
    let pollution = format!("{}&state=another-state", app.authorize_url(&hats, &[]));
    let said = browser.get(&pollution).await.said();
    assert_eq!((said["error"].as_str(), said.get("state")), ("invalid_request", None), "parameter pollution of state");
}

#[tokio::test]
async fn mix_up_is_seen_by_the_issuer_in_every_answer() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let page = browser.signed_in(&app.authorize_url(&hats, &[]), "ada").await;
    let issuer = app.oauth_url("");
    let denied = browser.submit(&page, "consent", &[("answer", "deny")]).await.said();
    assert_eq!((denied["error"].as_str(), denied["iss"].as_str()), ("access_denied", issuer.as_str()));
    assert_eq!(browser.allow(&page).await.said()["iss"], issuer);
    let url = format!("{issuer}/.well-known/openid-configuration");
    let metadata: serde_json::Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    assert_eq!(metadata["authorization_response_iss_parameter_supported"], true);
}

#[tokio::test]
async fn host_header_injection_changes_no_address() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({ "consent_screen_enabled": false })).await;
    let browser = Browser::new();
    let url = app.authorize_url(&hats, &[]);
    let forged = |request: reqwest::RequestBuilder| {
        request.header("host", "evil.example").header("x-forwarded-host", "evil.example")
    };
    let page = browser.send(forged(browser.request(reqwest::Method::GET, &url))).await;
    assert!(!page.html.contains("evil.example"));
    let page = browser.sign_in(&page, "ada@example.com", crate::browser::PASSWORD).await;
    assert!(!page.location().contains("evil.example"));
    let page = browser.send(forged(browser.request(reqwest::Method::GET, &url))).await;
    assert_eq!(page.said()["iss"], app.oauth_url(""));
}
