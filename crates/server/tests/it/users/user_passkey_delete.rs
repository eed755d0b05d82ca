use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn a_passkey_is_deleted_once_and_only_under_its_user() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let seed = json!({ "passkeys": [{ "user_id": ada, "name": "Laptop" }, { "user_id": ada, "name": "Phone" }] });
    let report = app.seed(seed).await.unwrap();
    let id = &report.passkeys[0].passkey_id;
    let foreign = app.delete(&format!("/users/{bob}/passkeys/{id}")).await;
    assert_eq!(foreign.refusal(), (404, "resource_not_found", None));
    let path = format!("/users/{ada}/passkeys/{id}");
    let deleted = app.delete(&path).await.ok();
    assert_eq!(deleted, json!({ "object": "passkey", "id": id, "deleted": true }));
    let read = app.get(&format!("/users/{ada}")).await.ok();
    assert_eq!(read["passkeys"].as_array().unwrap().len(), 1);
    assert_eq!(app.delete(&path).await.refusal(), (404, "resource_not_found", None));
}
