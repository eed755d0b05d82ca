use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, permissions_of, roles_of};
use crate::teams::text;

#[tokio::test]
async fn a_role_shows_what_it_was_made_with() {
    let app = App::start().await;
    let (pay, read) = (app.permission("org:invoices:pay").await, app.permission_id("org:sys_billing:read").await);
    let body = json!({
        "name": "Billing clerk", "key": "org:billing_clerk", "description": "Pays.", "permissions": [pay, read, pay],
    });
    let made = app.post("/organization_roles", body).await.ok();
    assert!(text(&made["id"]).starts_with("role_"));
    assert_eq!((&made["object"], &made["name"]), (&json!("role"), &json!("Billing clerk")));
    assert_eq!((&made["key"], &made["description"]), (&json!("org:billing_clerk"), &json!("Pays.")));
    assert_eq!((&made["created_at"], &made["updated_at"]), (&json!(START), &json!(START)));
    assert_eq!(made["is_creator_eligible"], false);
    assert_eq!(permissions_of(&made), ["org:invoices:pay", "org:sys_billing:read"], "each once");
    assert_eq!(made["permissions"][0], app.get(&format!("/organization_permissions/{pay}")).await.ok());
    assert_eq!(app.get(&format!("/organization_roles/{}", text(&made["id"]))).await.ok(), made);

    let plain = app.post("/organization_roles", json!({ "name": "A", "key": "org:a", "permissions": null })).await.ok();
    assert_eq!((&plain["description"], &plain["permissions"]), (&json!(null), &json!([])));
    let boss = app.role("org:boss", &MINIMUM).await;
    assert_eq!(boss["is_creator_eligible"], true);
    let initial = app.get("/role_sets/role_set:default").await.ok();
    assert_eq!(roles_of(&initial), ["org:admin", "org:member", "org:boss"], "only those that asked for it");
    app.check().await;
}

#[tokio::test]
async fn a_role_that_cannot_be_is_refused() {
    let app = App::start().await;
    let role = |rest: serde_json::Value| {
        let mut body = json!({ "name": "A", "key": "org:a" });
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        body
    };
    for (body, refusal) in [
        (json!({ "key": "org:a" }), (422, "form_param_missing", Some("name"))),
        (json!({ "name": "A" }), (422, "form_param_missing", Some("key"))),
        (role(json!({ "colour": 1 })), (422, "form_param_unknown", Some("colour"))),
        (role(json!({ "name": "" })), (422, "form_param_nil", Some("name"))),
        (role(json!({ "name": "x".repeat(257) })), (422, "form_param_max_length_exceeded", Some("name"))),
        (
            role(json!({ "description": "x".repeat(1025) })),
            (422, "form_param_max_length_exceeded", Some("description")),
        ),
        (role(json!({ "key": "org:admin" })), (422, "form_identifier_exists", Some("key"))),
        (role(json!({ "permissions": ["perm_none"] })), (404, "resource_not_found", Some("permissions"))),
        (role(json!({ "permissions": "all" })), (422, "form_param_type_invalid", Some("permissions"))),
        (
            role(json!({ "permissions": vec!["perm_none"; 1001] })),
            (422, "form_param_array_size_exceeded", Some("permissions")),
        ),
    ] {
        assert_eq!(app.post("/organization_roles", body.clone()).await.refusal(), refusal, "{body}");
    }
    for key in ["", "a", "org:", "org:A", "org:a b", "org:a:b", "org:ä", "role:a"] {
        let refused = app.post("/organization_roles", role(json!({ "key": key }))).await;
        assert_eq!(refused.refusal(), (422, "form_param_format_invalid", Some("key")), "{key}");
    }
    assert_eq!(app.get("/organization_roles").await.ok()["total_count"], 2);
    app.set(|settings| settings.organizations_enabled = false).await;
    let off = app.post("/organization_roles", role(json!({}))).await;
    assert_eq!(off.refusal(), (403, "organization_not_enabled_in_instance", None));
}

#[tokio::test]
async fn an_instance_has_ten_roles_at_most_even_when_many_are_made_at_once() {
    let app = App::start().await;
    let makers = (0..12).map(|number| {
        let body = json!({ "name": "A", "key": format!("org:role_{number}"), "include_in_initial_role_set": true });
        app.post("/organization_roles", body)
    });
    let answers = futures_util::future::join_all(makers).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 8);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.refusal(), (403, "organization_instance_roles_quota_exceeded", None));
    }
    assert_eq!(app.get("/role_sets/role_set:default").await.ok()["roles"].as_array().unwrap().len(), 10);
    app.check().await;
}
