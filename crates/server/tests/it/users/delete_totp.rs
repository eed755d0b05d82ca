use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn the_authenticator_goes_and_backup_codes_alone_are_no_second_factor() {
    let app = App::start().await;
    let body = json!({
        "username": "ada_l", "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "backup_codes": ["one"],
    });
    let user = app.post("/users", body).await.ok();
    let id = text(&user, "id");
    app.clock.advance(1000);
    assert_eq!(app.delete(&format!("/users/{id}/totp")).await.ok(), json!({ "user_id": id }));
    let read = app.get(&format!("/users/{id}")).await.ok();
    assert_eq!((&read["totp_enabled"], &read["two_factor_enabled"]), (&json!(false), &json!(false)));
    assert_eq!(read["backup_code_enabled"], true);
    assert_eq!(read["mfa_disabled_at"], START + 1000);
    assert_eq!(app.delete("/users/user_none/totp").await.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn the_second_factor_stays_on_while_a_phone_is_one() {
    let app = App::start().await;
    let body = json!({ "phone_number": ["+12015550101"], "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" });
    let user = app.post("/users", body).await.ok();
    let id = text(&user, "id");
    app.rewrite_user(id, |user| user.phone_numbers[0].reserved_for_second_factor = true).await;
    app.delete(&format!("/users/{id}/totp")).await.ok();
    let read = app.get(&format!("/users/{id}")).await.ok();
    assert_eq!((&read["totp_enabled"], &read["two_factor_enabled"]), (&json!(false), &json!(true)));
    assert_eq!(read.get("mfa_disabled_at"), Some(&Value::Null));
}
