use serde_json::json;

use crate::app::App;
use crate::browser::{Browser, PASSWORD};
use crate::people::SECOND;

/// What everybody reads whose sign-in fails.
const WRONG: &str = "These details do not match an account that can sign in right now.";

#[tokio::test]
async fn user_enumeration_reads_the_same_for_everybody() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    app.user("passwordless").await;
    let locked = app.user_with_password("locked", json!({})).await;
    app.post(&format!("/users/{locked}/lock"), json!({})).await.ok();
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let mut answers = Vec::new();
    for (who, password) in [
        ("nobody@example.com", "wrong"),
        ("ada@example.com", "wrong"),
        ("passwordless@example.com", "wrong"),
        ("locked@example.com", "wrong"),
        ("locked@example.com", PASSWORD),
        ("not an address at all", "wrong"),
    ] {
        let browser = Browser::new();
        let page = browser.get(&url).await;
        let page = browser.sign_in(&page, who, password).await;
        assert!(page.shows(WRONG), "{who}: {}", page.html);
        let form = page.form("sign-in");
        let hidden = form.hidden.iter().map(|(_, value)| value.as_str());
        let html = hidden.fold(page.html.replace(who, "WHO"), |html, value| html.replace(value, "TOKEN"));
        let names: Vec<String> = page.headers.keys().map(ToString::to_string).collect();
        answers.push((page.status, names, html));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
}

#[tokio::test]
async fn password_guessing_of_one_account_is_slowed_down() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let first = browser.get(&app.authorize_url(&hats, &[])).await;
    for attempt in 0..10 {
        // However it is spelled.
        let name = if attempt % 2 == 0 { "ada@example.com" } else { " ADA@Example.com" };
        assert_eq!(browser.sign_in(&first, name, "wrong").await.status, 422, "{attempt}");
    }
    let page = browser.sign_in(&first, "ada@example.com", PASSWORD).await;
    assert_eq!((page.status, page.header("retry-after")), (429, "6"));
    assert!(!page.headers.contains_key("set-cookie") && page.shows("too many attempts"));
    assert_eq!(browser.sign_in(&first, "bob@example.com", "wrong").await.status, 422, "others may go on");
    app.clock.advance(6 * SECOND);
    assert_eq!(browser.sign_in(&first, "ada@example.com", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn password_spraying_from_one_address_is_slowed_down() {
    let app = App::start().await;
    app.serve_pages().await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let first = browser.get(&app.authorize_url(&hats, &[])).await;
    for number in 0..30 {
        let page = browser.sign_in(&first, &format!("user{number}@example.com"), "wrong").await;
        assert_eq!(page.status, 422, "{number}");
    }
    let request = browser.sign_in(&first, "another@example.com", "wrong").await;
    assert_eq!((request.status, request.header("retry-after")), (429, "2"));
}

#[tokio::test]
async fn password_guessing_over_days_locks_the_account() {
    let app = App::start().await;
    app.serve_pages().await;
    app.configure(|settings| settings.lockout_attempts = 5).await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let first = browser.get(&app.authorize_url(&hats, &[])).await;
    for attempt in 1..=5 {
        browser.sign_in(&first, "ada@example.com", "wrong").await;
        let shown = app.get(&format!("/users/{ada}")).await.ok();
        assert_eq!(shown["verification_attempts_remaining"], json!(5 - attempt));
        assert_eq!(shown["locked"], json!(attempt == 5));
    }
    let page = browser.sign_in(&first, "ada@example.com", PASSWORD).await;
    assert!(page.status == 422 && page.shows(WRONG), "locked out, and told nothing of the password");
    app.clock.advance(3600 * SECOND - 1);
    let page = browser.get(&app.authorize_url(&hats, &[])).await;
    assert_eq!(browser.sign_in(&page, "ada@example.com", PASSWORD).await.status, 422);
    app.clock.advance(1);
    assert_eq!(browser.sign_in(&page, "ada@example.com", PASSWORD).await.status, 303);
    let shown = app.get(&format!("/users/{ada}")).await.ok();
    assert_eq!((&shown["verification_attempts_remaining"], &shown["locked"]), (&json!(5), &json!(false)));
}

#[tokio::test]
async fn guessing_of_second_factors_is_slowed_down_and_locks() {
    let app = App::start().await;
    app.serve_pages().await;
    app.configure(|settings| settings.lockout_attempts = 4).await;
    let ada = app.user_with_password("ada", json!({ "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" })).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let page = browser.get(&app.authorize_url(&hats, &[])).await;
    let page = browser.sign_in(&page, "ada@example.com", PASSWORD).await;
    for number in 0..4 {
        let answer = browser.submit(&page, "second-factor", &[("code", &format!("00000{number}"))]).await;
        assert_eq!(answer.status, 422);
    }
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["locked"], true);
    for _ in 0..6 {
        browser.submit(&page, "second-factor", &[("code", "000000")]).await;
    }
    let answer = browser.submit(&page, "second-factor", &[("code", "000000")]).await;
    assert_eq!(answer.status, 429);
}

#[tokio::test]
async fn a_second_factor_cannot_be_reached_or_passed_without_the_password() {
    let app = App::start().await;
    app.serve_pages().await;
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let ada = app.user_with_password("ada", json!({ "totp_secret": secret })).await;
    let bob = app.user_with_password("bob", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let code = || frontdesk_credentials::Totp::from_secret(secret).unwrap().code_at(app.clock.now());
    let browser = Browser::new();
    let page = browser.get(&url).await;
    let second = browser.sign_in(&page, "ada@example.com", PASSWORD).await;
    assert_eq!(second.heading(), "Enter a code");
    assert!(!browser.cookies().contains_key("frontdesk_session"), "the password alone signs nobody in");
    let form = second.form("second-factor");
    let send = |browser: Browser, fields: Vec<(String, String)>| {
        let action = form.action.clone();
        async move { browser.post(&action, &fields).await }
    };
    let fields = |token: &str, user: &str| {
        [("token", token), ("user", user), ("code", &code())]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    };
    let token = form.hidden.iter().find(|(name, _)| name == "token").unwrap().1.clone();
    let copy = |with_cookie: bool| {
        let copy = Browser::new();
        if with_cookie {
            copy.set_cookie("frontdesk_form", &browser.cookies()["frontdesk_form"]);
        }
        copy
    };
    let sign_in_token = page.form("sign-in").hidden[0].1.clone();
    for (attack, browser, fields) in [
        ("a token of another form", copy(true), fields(&sign_in_token, &ada)),
        ("a token that is made up", copy(true), fields(&format!("{}.00", app.clock.now()), &ada)),
        ("no token", copy(true), fields("", &ada)),
        ("a token of another browser", copy(false), fields(&token, &ada)),
        ("a token for another user", copy(true), fields(&token, &bob)),
    ] {
        let page = send(browser, fields).await;
        assert_eq!((page.status, page.heading().as_str()), (422, "Sign in"), "{attack}");
    }
    app.patch(&format!("/users/{ada}"), json!({ "password": "another hat, of felt", "skip_password_checks": true }))
        .await
        .ok();
    let late = browser.submit(&second, "second-factor", &[("code", &code())]).await;
    assert_eq!(late.heading(), "Sign in", "a password that is none any more");
}

#[tokio::test]
async fn a_code_of_a_second_factor_is_good_once() {
    let app = App::start().await;
    app.serve_pages().await;
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    app.user_with_password("ada", json!({ "totp_secret": secret, "backup_codes": ["hat-1815"] })).await;
    let hats = app.hats(json!({})).await;
    let code = frontdesk_credentials::Totp::from_secret(secret).unwrap().code_at(app.clock.now());
    for (given, expected) in [(code.as_str(), 303), (code.as_str(), 422), ("hat-1815", 303), ("hat-1815", 422)] {
        let browser = Browser::new();
        let page = browser.get(&app.authorize_url(&hats, &[])).await;
        let page = browser.sign_in(&page, "ada@example.com", PASSWORD).await;
        let page = browser.submit(&page, "second-factor", &[("code", given)]).await;
        assert_eq!(page.status, expected, "{given}");
    }
}
