use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, NOT_FOUND};
use crate::teams::text;

#[tokio::test]
async fn attributes_change_and_organizations_follow_a_new_key() {
    let app = App::start().await;
    app.role("org:boss", &MINIMUM).await;
    let made = app.role_set("role_set:partners", &["org:admin", "org:boss", "org:member"]).await;
    let organization = app.organization_with("Acme", "role_set:partners").await;
    app.clock.advance(1000);
    let body = json!({
        "name": "Friends", "key": "role_set:friends", "description": "Theirs.", "default_role_key": "org:boss",
        "creator_role_key": "org:boss",
    });
    let after = app.patch("/role_sets/role_set:partners", body).await.ok();
    assert_eq!(
        (&after["id"], &after["name"], &after["key"]),
        (&made["id"], &json!("Friends"), &json!("role_set:friends"))
    );
    assert_eq!((&after["description"], &after["updated_at"]), (&json!("Theirs."), &json!(START + 1000)));
    assert_eq!(
        (&after["default_role"]["key"], &after["creator_role"]["key"]),
        (&json!("org:boss"), &json!("org:boss"))
    );
    assert_eq!(app.get(&format!("/organizations/{organization}")).await.ok()["role_set_key"], "role_set:friends");
    assert_eq!(app.get("/role_sets/role_set:partners").await.refusal(), NOT_FOUND);
    app.clock.advance(1000);
    let path = format!("/role_sets/{}", text(&made["id"]));
    let same = json!({ "name": null, "key": null, "type": null, "default_role_key": null, "creator_role_key": null });
    assert_eq!(app.patch(&path, same).await.ok(), after, "null leaves it alone");
    assert_eq!(app.patch(&path, json!({ "description": null })).await.ok()["description"], json!(null));
    app.check().await;
}

#[tokio::test]
async fn the_initial_role_set_makes_way_for_another() {
    let app = App::start().await;
    app.role("org:boss", &MINIMUM).await;
    app.role_set("role_set:next", &["org:boss", "org:member"]).await;
    app.clock.advance(1000);
    let next = app.patch("/role_sets/role_set:next", json!({ "type": "initial" })).await.ok();
    assert_eq!((&next["type"], &next["updated_at"]), (&json!("initial"), &json!(START + 1000)));
    let former = app.get("/role_sets/role_set:default").await.ok();
    assert_eq!((&former["type"], &former["updated_at"]), (&json!("custom"), &json!(START + 1000)));
    assert_eq!(app.store_write(|tx| tx.find_settings()).await.creator_role, "org:boss");
    let created = app.organization("Acme").await;
    assert_eq!(app.get(&format!("/organizations/{created}")).await.ok()["role_set_key"], "role_set:next");
    app.clock.advance(1000);
    assert_eq!(app.patch("/role_sets/role_set:next", json!({ "type": "initial" })).await.ok(), next);
    app.check().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused() {
    let app = App::start().await;
    app.role("org:boss", &MINIMUM).await;
    let before = app.role_set("role_set:partners", &["org:admin", "org:member"]).await;
    for (body, refusal) in [
        (json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (json!({ "key": "role_set:default" }), (422, "form_identifier_exists", Some("key"))),
        (json!({ "key": "role_set:a b" }), (422, "form_param_format_invalid", Some("key"))),
        (json!({ "type": "custom" }), (422, "form_param_value_invalid", Some("type"))),
        (json!({ "default_role_key": "org:boss" }), (422, "form_param_value_invalid", Some("default_role_key"))),
        (json!({ "creator_role_key": "org:none" }), (422, "form_param_value_invalid", Some("creator_role_key"))),
        (json!({ "creator_role_key": "org:member" }), (422, "organization_missing_creator_role_permissions", None)),
        (json!({ "description": "x".repeat(1025) }), (422, "form_param_max_length_exceeded", Some("description"))),
    ] {
        assert_eq!(app.patch("/role_sets/role_set:partners", body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get("/role_sets/role_set:partners").await.ok(), before);
    assert_eq!(app.patch("/role_sets/rset_none", json!({})).await.refusal(), NOT_FOUND);
}
