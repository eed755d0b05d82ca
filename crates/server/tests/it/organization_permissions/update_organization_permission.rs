use serde_json::json;

use crate::app::{App, START};
use crate::rights::{NOT_FOUND, permissions_of};
use crate::teams::text;

#[tokio::test]
async fn a_new_key_reaches_every_role_that_has_the_permission() {
    let app = App::start().await;
    let id = app.permission("org:bills:read").await;
    let path = format!("/organization_permissions/{id}");
    let role = app.role("org:clerk", &["org:bills:read", "org:sys_billing:read"]).await;
    let (ada, organization) = (app.user("ada").await, app.organization("Acme").await);
    app.join(&organization, &ada, "org:clerk").await;
    app.clock.advance(1000);
    let body = json!({ "name": "Look", "key": "org:bills:look", "description": "Looks." });
    let after = app.patch(&path, body).await.ok();
    assert_eq!((&after["name"], &after["key"]), (&json!("Look"), &json!("org:bills:look")));
    assert_eq!((&after["description"], &after["updated_at"]), (&json!("Looks."), &json!(START + 1000)));
    let role = app.get(&format!("/organization_roles/{}", text(&role["id"]))).await.ok();
    assert_eq!(permissions_of(&role), ["org:bills:look", "org:sys_billing:read"]);
    let members = app.get(&format!("/organizations/{organization}/memberships")).await.ok();
    assert!(members["data"][0]["permissions"].as_array().unwrap().contains(&json!("org:bills:look")));
    app.clock.advance(1000);
    assert_eq!(app.patch(&path, json!({})).await.ok(), after, "nothing asked for changes nothing");
    assert_eq!(app.get(&path).await.ok(), after);
    app.check().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused() {
    let app = App::start().await;
    app.permission("org:a:b").await;
    let path = format!("/organization_permissions/{}", app.permission("org:c:d").await);
    let before = app.get(&path).await.ok();
    for (body, refusal) in [
        (json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (json!({ "key": "org:a:b", "name": "x" }), (422, "form_identifier_exists", Some("key"))),
        (json!({ "key": "org:x" }), (422, "form_param_format_invalid", Some("key"))),
        (json!({ "key": "org:sys_x:y" }), (422, "form_param_value_invalid", Some("key"))),
        (json!({ "description": "x".repeat(1025) }), (422, "form_param_max_length_exceeded", Some("description"))),
        (json!([]), (400, "request_body_invalid", None)),
    ] {
        assert_eq!(app.patch(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get(&path).await.ok(), before);
    assert_eq!(app.patch("/organization_permissions/perm_none", json!({})).await.refusal(), NOT_FOUND);
    let system = format!("/organization_permissions/{}", app.permission_id("org:sys_domains:read").await);
    let refused = app.patch(&system, json!({ "name": "x" })).await;
    assert_eq!(refused.refusal(), (403, "organization_system_permission_not_modifiable", None));
}
