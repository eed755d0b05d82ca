use serde_json::json;

use crate::app::App;
use crate::rights::{NOT_FOUND, permissions_of};
use crate::teams::text;

#[tokio::test]
async fn a_deleted_permission_is_gone_from_every_role() {
    let app = App::start().await;
    let id = app.permission("org:bills:read").await;
    let role = app.role("org:clerk", &["org:bills:read", "org:sys_billing:read"]).await;
    let path = format!("/organization_permissions/{id}");
    let gone = app.delete(&path).await.ok();
    assert_eq!(gone, json!({ "object": "permission", "id": id, "deleted": true }));
    assert_eq!(app.get(&path).await.refusal(), NOT_FOUND);
    assert_eq!(app.delete(&path).await.refusal(), NOT_FOUND);
    let role = app.get(&format!("/organization_roles/{}", text(&role["id"]))).await.ok();
    assert_eq!(permissions_of(&role), ["org:sys_billing:read"]);
    app.check().await;
    app.permission("org:bills:read").await;
}

#[tokio::test]
async fn those_of_the_system_stay() {
    let app = App::start().await;
    let path = format!("/organization_permissions/{}", app.permission_id("org:sys_billing:manage").await);
    assert_eq!(app.delete(&path).await.refusal(), (403, "organization_system_permission_not_modifiable", None));
    app.get(&path).await.ok();
}
