use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::rights::{NOT_FOUND, permissions_of};
use crate::teams::text;

#[tokio::test]
async fn an_instance_begins_with_administrators_and_members() {
    let app = App::start().await;
    let admin = app.role_by_key("org:admin").await;
    let path = format!("/organization_roles/{}", text(&admin["id"]));
    assert_eq!(app.get(&path).await.ok(), admin);
    assert_eq!((&admin["name"], &admin["is_creator_eligible"]), (&json!("Admin"), &json!(true)));
    assert_eq!(permissions_of(&admin).len(), 9);
    let member = app.role_by_key("org:member").await;
    assert_eq!((&member["name"], &member["is_creator_eligible"]), (&json!("Member"), &json!(false)));
    assert_eq!(permissions_of(&member), ["org:sys_billing:read", "org:sys_memberships:read"]);
    assert_eq!(app.get("/organization_roles/role_none").await.refusal(), NOT_FOUND);
    assert_eq!(app.get("/organization_roles/org:admin").await.refusal(), NOT_FOUND, "by id alone");
    let theirs = app.other_key().await;
    assert_eq!(app.send_as(&theirs, Method::GET, &path, json!(null)).await.refusal(), NOT_FOUND);
}
