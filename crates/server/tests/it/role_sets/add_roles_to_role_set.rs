use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, NOT_FOUND, roles_of};
use crate::teams::text;

#[tokio::test]
async fn roles_come_and_members_can_have_them() {
    let app = App::start().await;
    app.role_outside("org:boss", &MINIMUM, false).await;
    app.role_outside("org:clerk", &[], false).await;
    let (ada, organization) = (app.user("ada").await, app.organization("Acme").await);
    let members = format!("/organizations/{organization}/memberships");
    let body = json!({ "user_id": ada, "role": "org:clerk" });
    assert_eq!(app.post(&members, body.clone()).await.refusal(), (404, "resource_not_found", Some("role")));
    let invitation = json!({ "email_address": "eve@example.com", "role": "org:clerk" });
    let invitations = format!("/organizations/{organization}/invitations");
    assert_eq!(app.post(&invitations, invitation.clone()).await.refusal(), (404, "resource_not_found", Some("role")));
    app.clock.advance(1000);
    let request = json!({ "role_keys": ["org:boss", "org:clerk"], "default_role_key": "org:clerk" });
    let after = app.post("/role_sets/role_set:default/roles", request.clone()).await.ok();
    assert_eq!(roles_of(&after), ["org:admin", "org:member", "org:boss", "org:clerk"]);
    assert_eq!((&after["default_role"]["key"], &after["updated_at"]), (&json!("org:clerk"), &json!(START + 1000)));
    assert_eq!(app.post(&members, body).await.ok()["role_name"], "The org:clerk");
    app.post(&invitations, invitation).await.ok();
    assert_eq!(app.members_of("role_set:default").await[3], ("org:clerk".to_owned(), 1));
    app.clock.advance(1000);
    let again = app.post("/role_sets/role_set:default/roles", request).await.ok();
    assert_eq!(again["updated_at"], START + 1000, "those that are there stay as they are");
    let request = json!({ "role_keys": ["org:boss"], "creator_role_key": "org:boss" });
    let path = format!("/role_sets/{}/roles", text(&after["id"]));
    assert_eq!(app.post(&path, request).await.ok()["creator_role"]["key"], "org:boss");
    assert_eq!(app.store_write(|tx| tx.find_settings()).await.creator_role, "org:boss");
    app.check().await;
}

#[tokio::test]
async fn roles_that_cannot_come_are_refused() {
    let app = App::start().await;
    app.role_outside("org:clerk", &[], false).await;
    let eleven: Vec<String> = (0..11).map(|number| format!("org:role_{number}")).collect();
    for (body, refusal) in [
        (json!({}), (422, "form_param_missing", Some("role_keys"))),
        (json!({ "role_keys": [] }), (422, "form_param_value_invalid", Some("role_keys"))),
        (json!({ "role_keys": eleven }), (422, "form_param_array_size_exceeded", Some("role_keys"))),
        (json!({ "role_keys": ["org:none"] }), (404, "resource_not_found", Some("role_keys"))),
        (json!({ "role_keys": ["org:clerk", "org:clerk"] }), (422, "form_param_duplicate", Some("role_keys"))),
        (
            json!({ "role_keys": ["org:clerk"], "default_role_key": "org:member" }),
            (422, "form_param_value_invalid", Some("default_role_key")),
        ),
        (
            json!({ "role_keys": ["org:clerk"], "creator_role_key": "org:none" }),
            (422, "form_param_value_invalid", Some("creator_role_key")),
        ),
        (
            json!({ "role_keys": ["org:clerk"], "creator_role_key": "org:clerk" }),
            (422, "organization_missing_creator_role_permissions", None),
        ),
    ] {
        assert_eq!(app.post("/role_sets/role_set:default/roles", body.clone()).await.refusal(), refusal, "{body}");
    }
    let body = json!({ "role_keys": ["org:clerk"] });
    assert_eq!(app.post("/role_sets/role_set:none/roles", body).await.refusal(), NOT_FOUND);
    assert_eq!(app.get("/role_sets/role_set:default").await.ok()["roles"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_role_set_holds_ten_roles_at_most() {
    let app = App::start().await;
    app.configure(|settings| settings.max_allowed_roles = 20).await;
    let mut keys = Vec::new();
    for number in 0..9 {
        keys.push(format!("org:role_{number}"));
        app.role_outside(&keys[number], &[], false).await;
    }
    app.post("/role_sets/role_set:default/roles", json!({ "role_keys": keys[..8] })).await.ok();
    let over = app.post("/role_sets/role_set:default/roles", json!({ "role_keys": keys[8..] })).await;
    assert_eq!(over.refusal(), (422, "form_param_array_size_exceeded", Some("role_keys")));
    app.check().await;
}
