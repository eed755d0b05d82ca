use serde_json::json;

use crate::app::{App, START};

#[tokio::test]
async fn metadata_is_merged_at_every_depth() {
    let app = App::start().await;
    let body = json!({
        "username": "ada_l", "public_metadata": { "a": { "b": 1, "c": { "d": [1, 2], "e": true } }, "f": 1 },
        "private_metadata": { "kept": true },
    });
    let user = app.post("/users", body).await.ok();
    let path = format!("/users/{}/metadata", user["id"].as_str().unwrap());
    app.clock.advance(1000);
    let patch =
        json!({ "public_metadata": { "a": { "b": null, "c": { "d": [3] }, "g": { "h": null } }, "camelCase": 1 } });
    let changed = app.patch(&path, patch.clone()).await.ok();
    let merged = json!({ "a": { "c": { "d": [3], "e": true }, "g": {} }, "f": 1, "camelCase": 1 });
    assert_eq!(changed["public_metadata"], merged);
    assert_eq!(changed["private_metadata"], json!({ "kept": true }));
    assert_eq!(changed["updated_at"], START + 1000);
    app.clock.advance(1000);
    for nothing in [json!({}), json!({ "public_metadata": {} }), patch] {
        assert_eq!(app.patch(&path, nothing).await.ok(), changed);
    }
}

#[tokio::test]
async fn the_size_is_that_after_the_merge() {
    let app = App::start().await;
    let body = json!({ "username": "ada_l", "unsafe_metadata": { "first": "x".repeat(5000) } });
    let user = app.post("/users", body).await.ok();
    let path = format!("/users/{}/metadata", user["id"].as_str().unwrap());
    let refused = app.patch(&path, json!({ "unsafe_metadata": { "second": "y".repeat(5000) } })).await;
    assert_eq!(refused.refusal(), (422, "form_param_exceeds_allowed_size", Some("unsafe_metadata")));
    let replaced = json!({ "unsafe_metadata": { "first": null, "second": "y".repeat(5000) } });
    app.patch(&path, replaced).await.ok();
}

#[tokio::test]
async fn metadata_is_an_object_of_a_known_name_and_user() {
    let app = App::start().await;
    let path = format!("/users/{}/metadata", app.user("ada").await);
    for wrong in [json!("gold"), json!([1]), json!(1)] {
        let refused = app.patch(&path, json!({ "public_metadata": wrong })).await;
        assert_eq!(refused.refusal(), (422, "form_param_type_invalid", Some("public_metadata")));
    }
    let refused = app.patch(&path, json!({ "secret_metadata": {} })).await;
    assert_eq!(refused.refusal(), (422, "form_param_unknown", Some("secret_metadata")));
    let refused = app.patch("/users/user_none/metadata", json!({ "public_metadata": {} })).await;
    assert_eq!(refused.refusal(), (404, "resource_not_found", None));
}
