use frontdesk_server::seed::BrowserSessionReport;
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::people::{DAY, SECOND, person, text};

const ORIGIN: &str = "https://app.example.com";

/// A user on a browser whose session token has run out.
async fn browser(app: &App, name: &str) -> BrowserSessionReport {
    let user = app.add_user(person(name)).await;
    let seed = json!({ "browser_sessions": [{ "user_id": user, "origin": ORIGIN, "expired": true }] });
    app.seed(seed).await.unwrap().browser_sessions.remove(0)
}

/// Refreshes with some of the fields changed.
async fn refresh(app: &App, browser: &BrowserSessionReport, changed: Value) -> Answer {
    let mut body = json!({
        "expired_token": browser.expired_token, "refresh_token": browser.refresh_token,
        "request_origin": browser.origin, "request_headers": { "user-agent": ["tests"] },
    });
    for (name, value) in changed.as_object().unwrap() {
        body[name] = value.clone();
    }
    app.post(&format!("/sessions/{}/refresh?suffixed_cookies=true", browser.session_id), body).await
}

#[tokio::test]
async fn an_expired_token_is_exchanged_once() {
    let app = App::start().await;
    let browser = browser(&app, "ada").await;
    let answer = refresh(&app, &browser, json!({ "format": "token" })).await.ok();
    assert_eq!(answer["object"], "token");
    let claims = app.read_token(text(&answer, "jwt")).await.claims;
    assert_eq!((&claims["sid"], &claims["sub"]), (&json!(browser.session_id), &json!(browser.user_id)));
    assert_eq!((&claims["azp"], &claims["iat"]), (&json!(ORIGIN), &json!(app.clock.now() / 1000)));
    let session = app.get(&format!("/sessions/{}", browser.session_id)).await.ok();
    assert_eq!(session["last_active_at"], app.clock.now());

    let again = refresh(&app, &browser, json!({})).await;
    assert_eq!(again.refusal(), (401, "session_refresh_expired_session_token_consumed", None));
    // The token that it was exchanged for is good for another exchange, once it has run out.
    let next = json!({ "expired_token": answer["jwt"] });
    let early = refresh(&app, &browser, next.clone()).await;
    assert_eq!(early.refusal(), (401, "session_refresh_session_token_ineligible", None));
    app.clock.advance(70 * SECOND);
    refresh(&app, &browser, next).await.ok();
}

#[tokio::test]
async fn cookies_carry_the_token_under_both_names() {
    let app = App::start().await;
    let browser = browser(&app, "ada").await;
    let answer = refresh(&app, &browser, json!({ "format": "cookie" })).await.ok();
    assert_eq!(answer["object"], "cookies");
    let cookies: Vec<&str> = answer["cookies"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let value = |cookie: &str| cookie.split_once('=').unwrap().1.split(';').next().unwrap().to_owned();
    assert!(cookies[0].starts_with("__session=") && cookies[1].starts_with("__session_"), "{cookies:?}");
    assert_eq!(cookies[1].find('='), Some("__session_".len() + 8), "a suffix of eight characters");
    assert_eq!(value(cookies[0]), value(cookies[1]));
    assert_eq!(app.read_token(&value(cookies[0])).await.claims["sid"], browser.session_id.as_str());
}

#[tokio::test]
async fn every_refusal_is_a_401_and_nothing_is_used_up_by_it() {
    let app = App::start().await;
    let (browser, other) = (browser(&app, "ada").await, browser(&app, "bob").await);
    let flipped = {
        let mut parts: Vec<String> = browser.expired_token.split('.').map(str::to_owned).collect();
        parts[2] = parts[2].chars().rev().collect();
        parts.join(".")
    };
    for (changed, code) in [
        (json!({ "expired_token": "not.a.token" }), "expired_session_token_invalid"),
        (json!({ "expired_token": flipped }), "expired_session_token_invalid"),
        (json!({ "expired_token": browser.client_token }), "expired_session_token_invalid"),
        (json!({ "expired_token": other.expired_token }), "refresh_sid_mismatch"),
        (json!({ "request_origin": "nowhere" }), "refresh_request_origin_invalid"),
        (json!({ "request_origin": "data:text/plain,a" }), "refresh_request_origin_invalid"),
        (json!({ "request_origin": "https://elsewhere.example.com" }), "refresh_request_origin_azp_mismatch"),
        (json!({ "request_origin": "http://app.example.com" }), "refresh_request_origin_azp_mismatch"),
        (json!({ "refresh_token": other.refresh_token }), "refresh_token_not_found"),
    ] {
        let refused = refresh(&app, &browser, changed.clone()).await;
        assert_eq!((refused.status, refused.refusal().1), (401, code), "{changed}");
    }
    // The default port is no other origin.
    refresh(&app, &browser, json!({ "request_origin": "https://app.example.com:443" })).await.ok();
}

#[tokio::test]
async fn a_token_of_a_back_end_cannot_be_exchanged() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let id = text(&session, "id");
    let token = app.post(&format!("/sessions/{id}/tokens"), json!({})).await.ok()["jwt"].clone();
    let body = json!({ "expired_token": token, "refresh_token": "rt_none", "request_origin": ORIGIN });
    let refused = app.post(&format!("/sessions/{id}/refresh"), body).await;
    assert_eq!(refused.refusal(), (401, "expired_session_token_missing_azp", None));
}

#[tokio::test]
async fn sessions_that_have_ended_and_tokens_that_are_too_old_are_not_renewed() {
    let app = App::start().await;
    let (revoked, old, deleted) = (browser(&app, "ada").await, browser(&app, "bob").await, browser(&app, "eve").await);
    app.post(&format!("/sessions/{}/revoke", revoked.session_id), json!({})).await.ok();
    let refused = refresh(&app, &revoked, json!({})).await;
    assert_eq!(refused.refusal(), (401, "session_refresh_inactive_session", None));

    let user = deleted.user_id.clone();
    app.store_write(move |tx| tx.delete_sessions_of_user(&user)).await;
    let refused = refresh(&app, &deleted, json!({})).await;
    assert_eq!(refused.refusal(), (401, "session_refresh_session_not_found", None));

    app.clock.advance(DAY);
    let refused = refresh(&app, &old, json!({})).await;
    assert_eq!(refused.refusal(), (401, "session_refresh_expired_session_token_too_old", None));
}

#[tokio::test]
async fn of_several_who_exchange_one_token_at_once_one_succeeds() {
    let app = App::start().await;
    let browser = browser(&app, "ada").await;
    let answers = futures_util::future::join_all((0..5).map(|_| refresh(&app, &browser, json!({})))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401, 401, 401, 401]);
}
