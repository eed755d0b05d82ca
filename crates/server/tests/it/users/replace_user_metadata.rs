use serde_json::json;

use crate::app::{App, START};

#[tokio::test]
async fn each_given_field_is_replaced_whole() {
    let app = App::start().await;
    let body = json!({
        "username": "ada_l", "public_metadata": { "a": { "b": 1 }, "c": 2 }, "private_metadata": { "kept": true },
        "unsafe_metadata": { "gone": 1 },
    });
    let user = app.post("/users", body).await.ok();
    let path = format!("/users/{}/metadata", user["id"].as_str().unwrap());
    app.clock.advance(1000);
    let body = json!({ "public_metadata": { "a": { "x": null } }, "unsafe_metadata": {} });
    let changed = app.put(&path, body.clone()).await.ok();
    assert_eq!(changed["public_metadata"], json!({ "a": { "x": null } }));
    assert_eq!(changed["private_metadata"], json!({ "kept": true }));
    assert_eq!(changed["unsafe_metadata"], json!({}));
    assert_eq!(changed["updated_at"], START + 1000);
    app.clock.advance(1000);
    assert_eq!(app.put(&path, body).await.ok(), changed);
    let refused = app.put(&path, json!({ "private_metadata": { "text": "x".repeat(8192) } })).await;
    assert_eq!(refused.refusal(), (422, "form_param_exceeds_allowed_size", Some("private_metadata")));
    assert_eq!(app.put("/users/user_none/metadata", json!({})).await.refusal(), (404, "resource_not_found", None));
}
