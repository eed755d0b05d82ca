use serde_json::json;

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn every_second_factor_goes_and_the_numbers_stay() {
    let app = App::start().await;
    let body = json!({
        "phone_number": ["+12015550101"], "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "backup_codes": ["one"],
    });
    let user = app.post("/users", body).await.ok();
    let id = text(&user, "id");
    app.rewrite_user(id, |user| {
        user.phone_numbers[0].reserved_for_second_factor = true;
        user.phone_numbers[0].default_second_factor = true;
    })
    .await;
    app.clock.advance(1000);
    assert_eq!(app.delete(&format!("/users/{id}/mfa")).await.ok(), json!({ "user_id": id }));
    let read = app.get(&format!("/users/{id}")).await.ok();
    for name in ["two_factor_enabled", "totp_enabled", "backup_code_enabled"] {
        assert_eq!(read[name], false, "{name}");
    }
    let phone = &read["phone_numbers"][0];
    assert_eq!(phone["phone_number"], "+12015550101");
    assert_eq!((&phone["reserved_for_second_factor"], &phone["default_second_factor"]), (&json!(false), &json!(false)));
    assert_eq!((&read["mfa_enabled_at"], &read["mfa_disabled_at"]), (&json!(START), &json!(START + 1000)));
    app.clock.advance(1000);
    app.delete(&format!("/users/{id}/mfa")).await.ok();
    assert_eq!(app.get(&format!("/users/{id}")).await.ok(), read, "nothing is left to go");
    assert_eq!(app.delete("/users/user_none/mfa").await.refusal(), (404, "resource_not_found", None));
}
