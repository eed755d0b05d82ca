use serde_json::json;

use crate::app::App;
use crate::browser::{Browser, PASSWORD};
use crate::people::text;

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

#[tokio::test]
async fn a_user_signs_in_by_whatever_identifies_them() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({ "username": "ada_l", "phone_number": ["+14155550100"] })).await;
    let hats = app.hats(json!({})).await;
    for name in ["ada@example.com", " Ada@Example.COM ", "ada_l", "ADA_L", "+14155550100", "+1 (415) 555-0100"] {
        let browser = Browser::new();
        let page = browser.get(&app.authorize_url(&hats, &[])).await;
        assert!(page.shows("Email address, phone number or username"));
        assert_eq!(browser.sign_in(&page, name, PASSWORD).await.status, 303, "{name}");
    }
    app.configure(|settings| (settings.username_enabled, settings.phone_number_enabled) = (false, false)).await;
    for (name, status) in [("ada_l", 422), ("+14155550100", 422), ("ada@example.com", 303)] {
        let browser = Browser::new();
        let page = browser.get(&app.authorize_url(&hats, &[])).await;
        assert!(page.html.contains("type=\"email\""));
        assert_eq!(browser.sign_in(&page, name, PASSWORD).await.status, status, "{name}");
    }
}

#[tokio::test]
async fn a_sign_in_makes_a_session_that_others_see_and_can_end() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let browser = Browser::new();
    browser.signed_in(&url, "ada").await;
    let sessions = app.get(&format!("/sessions?user_id={ada}")).await.ok();
    let session = &sessions.as_array().unwrap()[0];
    assert_eq!((&session["status"], &session["user_id"]), (&json!("active"), &json!(ada)));
    let client = app.get(&format!("/clients/{}", text(session, "client_id"))).await.ok();
    assert_eq!(client["session_ids"], json!([session["id"]]));
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["last_sign_in_at"], json!(app.clock.now()));
    app.post(&format!("/sessions/{}/revoke", text(session, "id")), json!({})).await.ok();
    assert_eq!(browser.get(&url).await.heading(), "Sign in");
    browser.signed_in(&url, "ada").await;
    app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    let page = browser.get(&url).await;
    assert_eq!(page.heading(), "Sign in");
    let page = browser.sign_in(&page, "ada@example.com", PASSWORD).await;
    assert!(page.status == 422 && page.shows("This account is banned."));
    app.post(&format!("/users/{ada}/unban"), json!({})).await.ok();
    browser.signed_in(&url, "ada").await;
    app.clock.advance(7 * crate::people::DAY);
    assert_eq!(browser.get(&url).await.heading(), "Sign in", "sessions end");
}

#[tokio::test]
async fn another_account_takes_the_place_of_the_one_before() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    app.user_with_password("bob", json!({})).await;
    let hats = app.hats(json!({})).await;
    let url = app.authorize_url(&hats, &[]);
    let browser = Browser::new();
    let page = browser.signed_in(&url, "ada").await;
    let before = browser.cookies()["frontdesk_session"].clone();
    let page = browser.submit(&page, "sign-out", &[]).await;
    assert!(!browser.cookies().contains_key("frontdesk_session"));
    let page = browser.follow(&page).await;
    assert_eq!(page.heading(), "Sign in");
    let status = |user: &str| {
        let path = format!("/sessions?user_id={user}");
        let app = &app;
        async move { app.get(&path).await.ok()[0]["status"].clone() }
    };
    assert_eq!(status(&ada).await, "removed");
    let thief = Browser::new();
    thief.set_cookie("frontdesk_session", &before);
    assert_eq!(thief.get(&url).await.heading(), "Sign in", "signing out ends what others have copied");
    let page = browser.sign_in(&page, "bob@example.com", PASSWORD).await;
    let page = browser.follow(&page).await;
    assert!(page.shows("bob@example.com"));
    let page = browser.get(&app.authorize_url(&hats, &[("prompt", Some("login"))])).await;
    browser.sign_in(&page, "ada@example.com", PASSWORD).await;
    let bob = app.get("/users?email_address=bob@example.com").await.ok()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(status(&bob).await, "replaced");
    let forged = browser.submit(&page, "sign-in", &[("identifier", ""), ("password", "x")]).await;
    assert!(forged.shows("Enter both."));
}

#[tokio::test]
async fn a_second_factor_is_asked_for_where_there_is_one() {
    let app = App::start().await;
    app.serve_pages().await;
    app.user_with_password("ada", json!({ "totp_secret": SECRET, "backup_codes": ["hat-1815", "hat-1816"] })).await;
    let hats = app.hats(json!({})).await;
    let code = frontdesk_credentials::Totp::from_secret(SECRET).unwrap().code_at(app.clock.now());
    let grouped = format!("{} {}", &code[..3], &code[3..]);
    for given in [grouped.as_str(), "hat-1815", " hat-1816 "] {
        let browser = Browser::new();
        let page = browser.get(&app.authorize_url(&hats, &[])).await;
        let page = browser.sign_in(&page, "ada@example.com", PASSWORD).await;
        assert_eq!((page.status, page.heading().as_str()), (200, "Enter a code"));
        let empty = browser.submit(&page, "second-factor", &[("code", " ")]).await;
        assert!(empty.status == 422 && empty.shows("Enter a code."));
        let page = browser.submit(&page, "second-factor", &[("code", given)]).await;
        assert_eq!(browser.follow(&page).await.heading(), "Allow Hats?", "{given}");
    }
}

#[tokio::test]
async fn a_sign_in_token_signs_in_once_the_button_is_pressed() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user("ada").await;
    let hats = app.hats(json!({})).await;
    let ticket = app.post("/sign_in_tokens", json!({ "user_id": ada })).await.ok();
    let link = format!("{}&__clerk_ticket={}", app.authorize_url(&hats, &[]), text(&ticket, "token"));
    let browser = Browser::new();
    let page = browser.get(&link).await;
    let done = browser.submit(&page, "ticket", &[]).await;
    assert!(!done.location().contains("ticket"), "{}", done.location());
    let page = browser.follow(&done).await;
    assert!(page.heading() == "Allow Hats?" && page.shows("ada@example.com"));
    let other = Browser::new();
    let page = other.get(&link).await;
    let again = other.submit(&page, "ticket", &[]).await;
    assert!(again.status == 422 && again.shows("used before"), "{}", again.html);
}

#[tokio::test]
async fn who_may_not_sign_in_learns_why_once_the_password_is_right() {
    let app = App::start().await;
    app.serve_pages().await;
    let ada = app.user_with_password("ada", json!({})).await;
    let hats = app.hats(json!({})).await;
    let attempt = || async {
        let browser = Browser::new();
        let page = browser.get(&app.authorize_url(&hats, &[])).await;
        browser.sign_in(&page, "ada@example.com", PASSWORD).await
    };
    app.rewrite_user(&ada, |user| user.password_compromised = true).await;
    assert!(attempt().await.shows("This password is known to others."));
    app.rewrite_user(&ada, |user| user.password_compromised = false).await;
    app.configure(|settings| {
        settings.restrictions.allowlist = true;
        settings.restrictions.allowlist_blocklist_disabled_on_sign_in = false;
    })
    .await;
    assert!(attempt().await.shows("may not use this application"));
    app.configure(|settings| settings.restrictions.allowlist = false).await;
    assert_eq!(attempt().await.status, 303);
}

#[tokio::test]
async fn going_back_to_the_address_of_a_form_begins_again() {
    let app = App::start().await;
    app.serve_pages().await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    let page = browser.get(&app.authorize_url(&hats, &[])).await;
    let form = page.form("sign-in");
    let back = browser.get(&form.action).await;
    assert_eq!(browser.follow(&back).await.heading(), "Sign in");
    assert!(page.html.contains("autocomplete=\"username\"") && page.html.contains("autocomplete=\"current-password\""));
    let wrong = browser.sign_in(&page, "ada@example.com", "wrong").await;
    assert!(wrong.html.contains("role=\"alert\"") && wrong.html.contains("value=\"ada@example.com\""));
    assert!(!wrong.html.contains("wrong"), "no password comes back");
}
