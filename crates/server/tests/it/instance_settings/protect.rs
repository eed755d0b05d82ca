//! `GET` and `PATCH /instance/protect`.

use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn the_switches_of_protect_are_kept() {
    let app = App::start().await;
    let fresh = json!({
        "object": "instance_protect", "rules_enabled": false, "specter_enabled": false, "checks_bypassed": false,
    });
    assert_eq!(app.get("/instance/protect").await.ok(), fresh);
    assert_eq!(app.patch("/instance/protect", json!({ "rules_enabled": null })).await.ok(), fresh);
    let changed = app.patch("/instance/protect", json!({ "rules_enabled": true })).await.ok();
    assert_eq!((&changed["rules_enabled"], &changed["specter_enabled"]), (&json!(true), &json!(false)));
    assert_eq!(app.get("/instance/protect").await.ok(), changed);
    let refused = app.patch("/instance/protect", json!({ "checks_bypassed": true })).await;
    assert_eq!(refused.refusal(), (422, "form_param_unknown", Some("checks_bypassed")));
    let refused = app.patch("/instance/protect", json!({ "specter_enabled": 1 })).await;
    assert_eq!(refused.refusal(), (422, "form_param_type_invalid", Some("specter_enabled")));
}
