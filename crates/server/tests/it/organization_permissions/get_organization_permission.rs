use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::rights::NOT_FOUND;

#[tokio::test]
async fn an_instance_has_the_permissions_of_the_system() {
    let app = App::start().await;
    let id = app.permission_id("org:sys_profile:manage").await;
    let found = app.get(&format!("/organization_permissions/{id}")).await.ok();
    assert_eq!((&found["type"], &found["name"]), (&json!("system"), &json!("Manage organization")));
    assert_eq!(app.get("/organization_permissions/perm_none").await.refusal(), NOT_FOUND);
    let theirs = app.other_key().await;
    let path = format!("/organization_permissions/{id}");
    assert_eq!(app.send_as(&theirs, Method::GET, &path, json!(null)).await.refusal(), NOT_FOUND);
}
