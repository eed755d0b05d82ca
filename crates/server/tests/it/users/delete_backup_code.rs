use serde_json::json;

use crate::app::App;
use crate::people::text;

#[tokio::test]
async fn backup_codes_go_and_the_authenticator_stays() {
    let app = App::start().await;
    let body = json!({
        "username": "ada_l", "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "backup_codes": ["one", "two"],
    });
    let user = app.post("/users", body).await.ok();
    let id = text(&user, "id");
    assert_eq!(app.delete(&format!("/users/{id}/backup_code")).await.ok(), json!({ "user_id": id }));
    let read = app.get(&format!("/users/{id}")).await.ok();
    assert_eq!((&read["backup_code_enabled"], &read["two_factor_enabled"]), (&json!(false), &json!(true)));
    let spent = app.post(&format!("/users/{id}/verify_totp"), json!({ "code": "one" })).await;
    assert_eq!(spent.refusal().0, 422);
    assert_eq!(app.delete("/users/user_none/backup_code").await.refusal(), (404, "resource_not_found", None));
}
