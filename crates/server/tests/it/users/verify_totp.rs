use frontdesk_credentials::Totp;
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::people::{SECOND, text};

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

async fn verify(app: &App, id: &str, code: &str) -> Answer {
    app.post(&format!("/users/{id}/verify_totp"), json!({ "code": code })).await
}

async fn guarded(app: &App) -> Value {
    let body = json!({ "username": "ada_l", "totp_secret": SECRET, "backup_codes": ["first-code", "second-code"] });
    app.post("/users", body).await.ok()
}

fn code_at(milliseconds: i64) -> String {
    Totp::from_secret(SECRET).unwrap().code_at(milliseconds)
}

#[tokio::test]
async fn a_code_of_the_authenticator_counts_once() {
    let app = App::start().await;
    let user = guarded(&app).await;
    let id = text(&user, "id");
    let code = code_at(app.clock.now());
    assert_eq!(verify(&app, id, &code).await.ok(), json!({ "verified": true, "code_type": "totp" }));
    assert_eq!(verify(&app, id, &code).await.refusal(), (422, "totp_incorrect_code", Some("code")));
    app.clock.advance(30 * SECOND);
    assert_eq!(verify(&app, id, &code).await.refusal().1, "totp_incorrect_code", "late does not make it new");
    verify(&app, id, &code_at(app.clock.now())).await.ok();
    let mut read = app.get(&format!("/users/{id}")).await.ok();
    assert_eq!(read["updated_at"].take(), user["updated_at"]);
}

#[tokio::test]
async fn of_those_who_send_one_code_at_once_one_succeeds() {
    let app = App::start().await;
    let user = guarded(&app).await;
    let id = text(&user, "id");
    for code in [code_at(app.clock.now()), "first-code".to_owned()] {
        let (a, b, c) = tokio::join!(verify(&app, id, &code), verify(&app, id, &code), verify(&app, id, &code));
        let mut statuses = [a.status, b.status, c.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422, 422], "{code}");
    }
}

#[tokio::test]
async fn a_backup_code_is_used_up() {
    let app = App::start().await;
    let user = guarded(&app).await;
    let id = text(&user, "id");
    let spent = json!({ "verified": true, "code_type": "backup_code" });
    assert_eq!(verify(&app, id, "second-code").await.ok(), spent);
    assert_eq!(verify(&app, id, "second-code").await.refusal(), (422, "totp_invalid_length", Some("code")));
    assert_eq!(app.get(&format!("/users/{id}")).await.ok()["backup_code_enabled"], true);
    assert_eq!(verify(&app, id, "first-code").await.ok(), spent);
    assert_eq!(app.get(&format!("/users/{id}")).await.ok()["backup_code_enabled"], false);
}

#[tokio::test]
async fn wrong_codes_are_told_apart_and_do_not_count() {
    let app = App::start().await;
    let user = guarded(&app).await;
    let id = text(&user, "id");
    let wrong = code_at(app.clock.now() + 300 * SECOND);
    assert_eq!(verify(&app, id, &wrong).await.refusal(), (422, "totp_incorrect_code", Some("code")));
    for code in ["", "12345", "1234567", "no such code"] {
        assert_eq!(verify(&app, id, code).await.refusal(), (422, "totp_invalid_length", Some("code")), "{code}");
    }
    assert_eq!(app.get(&format!("/users/{id}")).await.ok(), user);
    let missing = app.post(&format!("/users/{id}/verify_totp"), json!({})).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("code")));
}

#[tokio::test]
async fn a_user_without_second_factors_has_no_codes() {
    let app = App::start().await;
    let id = app.user("ada").await;
    assert_eq!(verify(&app, &id, "123456").await.refusal(), (400, "totp_disabled", None));
    assert_eq!(verify(&app, "user_none", "123456").await.refusal(), (404, "resource_not_found", None));
}
