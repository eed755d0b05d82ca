use serde_json::json;

use super::get_sign_up::begin;
use crate::app::App;
use crate::people::{DAY, person};

#[tokio::test]
async fn the_own_id_and_the_mark_can_be_changed() {
    let app = App::start().await;
    let path = format!("/sign_ups/{}", begin(&app, json!({ "email_address": "ada@example.com" })).await);
    let before = app.get(&path).await.ok();
    let changed = app.patch(&path, json!({ "external_id": "own-1", "custom_action": true })).await.ok();
    let mut expected = before.clone();
    expected["external_id"] = json!("own-1");
    expected["custom_action"] = json!(true);
    assert_eq!(changed, expected);
    assert_eq!(app.patch(&path, json!({})).await.ok(), expected, "what is left out stays");
    assert_eq!(app.patch(&path, json!({ "custom_action": null })).await.ok(), expected);
    assert_eq!(app.patch(&path, json!({ "external_id": null })).await.ok()["external_id"], json!(null));
    assert_eq!(app.get(&path).await.ok()["custom_action"], true);
}

#[tokio::test]
async fn what_has_ended_or_is_wrong_stays_as_it_is() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let open = format!("/sign_ups/{}", begin(&app, json!({ "username": "bob" })).await);
    for (body, refusal) in [
        (json!({ "external_id": 1 }), (422, "form_param_type_invalid", Some("external_id"))),
        (json!({ "external_id": "x".repeat(256) }), (422, "form_param_max_length_exceeded", Some("external_id"))),
        (json!({ "custom_action": "yes" }), (422, "form_param_type_invalid", Some("custom_action"))),
    ] {
        assert_eq!(app.patch(&open, body).await.refusal(), refusal);
    }
    app.clock.advance(DAY);
    let complete = format!("/sign_ups/{}", begin(&app, json!({ "user_id": ada })).await);
    for path in [&open, &complete] {
        let answer = app.patch(path, json!({ "external_id": "own-1" })).await;
        assert_eq!(answer.refusal(), (403, "sign_up_cannot_be_updated", None));
        assert_eq!(app.get(path).await.ok()["external_id"], json!(null));
    }
    assert_eq!(app.patch("/sign_ups/sua_none", json!({})).await.refusal(), (404, "resource_not_found", None));
}
