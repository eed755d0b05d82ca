//! `GET` and `PATCH /instance/organization_settings`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::App;

const PATH: &str = "/instance/organization_settings";

impl App {
    /// The id of the role with that key.
    pub(crate) async fn role_id(&self, key: &str) -> String {
        let key = key.to_owned();
        self.store_write(move |tx| tx.find_role(&key)).await.unwrap().id
    }
}

#[tokio::test]
async fn a_fresh_instance_has_the_defaults_in_the_shape_of_every_version() {
    let app = App::start().await;
    let expected = json!({
        "object": "organization_settings", "enabled": true, "max_allowed_memberships": 5, "max_allowed_roles": 10,
        "max_role_sets_allowed": 10, "max_allowed_domains": 10, "max_allowed_permissions": 0,
        "creator_role": "org:admin", "admin_delete_enabled": true, "domains_enabled": false, "slug_disabled": false,
        "domains_enrollment_modes": [], "domains_default_role": "org:member",
        "initial_role_set_key": "role_set:default",
    });
    for version in ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"] {
        assert_eq!(app.in_version(version, PATH, None).await.ok(), expected, "{version}");
    }
    let request = app.request_in("2025-03-12", Method::PATCH, PATH).json(&json!({}));
    let short = app.send(request).await.ok();
    for name in ["slug_disabled", "max_allowed_domains", "initial_role_set_key", "max_role_sets_allowed"] {
        assert!(short.get(name).is_none(), "{name} in {short}");
    }
    assert_eq!(app.patch(PATH, json!({ "enabled": null, "domains_enabled": null })).await.ok(), expected);
}

#[tokio::test]
async fn roles_are_given_by_id_and_answered_by_key() {
    let app = App::start().await;
    let (admin, member) = (app.role_id("org:admin").await, app.role_id("org:member").await);
    let body = json!({ "creator_role_id": admin, "domains_default_role_id": admin });
    let changed = app.patch(PATH, body).await.ok();
    assert_eq!(
        (&changed["creator_role"], &changed["domains_default_role"]),
        (&json!("org:admin"), &json!("org:admin"))
    );
    for name in ["creator_role_id", "domains_default_role_id"] {
        let refused = app.patch(PATH, json!({ name: "role_none" })).await;
        assert_eq!(refused.refusal(), (404, "resource_not_found", Some(name)));
    }
    let refused = app.patch(PATH, json!({ "creator_role_id": member, "domains_enabled": true })).await;
    let code = "organization_missing_creator_role_permissions";
    assert_eq!(refused.refusal(), (422, code, Some("creator_role_id")));
    assert_eq!(app.get(PATH).await.ok()["domains_enabled"], false, "nothing of it was kept");
}

#[tokio::test]
async fn organizations_cannot_be_switched_off_while_there_are_some() {
    let app = App::start().await;
    let organization = app.post("/organizations", json!({ "name": "Acme" })).await.ok();
    let refused = app.patch(PATH, json!({ "enabled": false })).await;
    assert_eq!(refused.refusal(), (400, "organizations_disable_not_allowed", None));
    app.delete(&format!("/organizations/{}", organization["id"].as_str().unwrap())).await.ok();
    assert_eq!(app.patch(PATH, json!({ "enabled": false })).await.ok()["enabled"], false);
    assert_eq!(app.post("/organizations", json!({ "name": "Acme" })).await.status, 403);
    app.patch(PATH, json!({ "enabled": true })).await.ok();
    app.post("/organizations", json!({ "name": "Acme" })).await.ok();
}

#[tokio::test]
async fn defaults_are_for_new_organizations() {
    let app = App::start().await;
    let old = app.post("/organizations", json!({ "name": "Old" })).await.ok();
    app.patch(PATH, json!({ "max_allowed_memberships": 0, "admin_delete_enabled": false })).await.ok();
    let path = format!("/organizations/{}", old["id"].as_str().unwrap());
    let kept = app.get(&path).await.ok();
    assert_eq!((&kept["max_allowed_memberships"], &kept["admin_delete_enabled"]), (&json!(5), &json!(true)));
    let new = app.post("/organizations", json!({ "name": "New" })).await.ok();
    assert_eq!((&new["max_allowed_memberships"], &new["admin_delete_enabled"]), (&json!(0), &json!(false)));
}

#[tokio::test]
async fn what_no_setting_can_be_is_refused() {
    let app = App::start().await;
    for (body, code, param) in [
        (json!({ "max_allowed_memberships": -1 }), "form_param_value_invalid", "max_allowed_memberships"),
        (json!({ "max_allowed_memberships": 1.5 }), "form_param_type_invalid", "max_allowed_memberships"),
        (json!({ "domains_enrollment_modes": ["magic"] }), "form_param_value_invalid", "domains_enrollment_modes"),
        (json!({ "domains_enrollment_modes": null }), "form_param_nil", "domains_enrollment_modes"),
        (json!({ "max_allowed_roles": 3 }), "form_param_unknown", "max_allowed_roles"),
        (json!({ "enabled": "no" }), "form_param_type_invalid", "enabled"),
    ] {
        assert_eq!(app.patch(PATH, body.clone()).await.refusal(), (422, code, Some(param)), "{body}");
    }
    let modes = json!(["automatic_invitation", "automatic_suggestion", "automatic_invitation"]);
    let changed = app.patch(PATH, json!({ "domains_enrollment_modes": modes })).await.ok();
    assert_eq!(changed["domains_enrollment_modes"], json!(["automatic_invitation", "automatic_suggestion"]));
    let cleared: Value = app.patch(PATH, json!({ "domains_enrollment_modes": [] })).await.ok();
    assert_eq!(cleared["domains_enrollment_modes"], json!([]));
}
