use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::rights::{NOT_FOUND, roles_of};
use crate::teams::text;

#[tokio::test]
async fn an_instance_begins_with_one_role_set_found_by_key_and_by_id() {
    let app = App::start().await;
    let set = app.get("/role_sets/role_set:default").await.ok();
    assert_eq!((&set["name"], &set["type"]), (&json!("Primary"), &json!("initial")));
    assert_eq!(roles_of(&set), ["org:admin", "org:member"]);
    assert_eq!((&set["creator_role"]["key"], &set["default_role"]["key"]), (&json!("org:admin"), &json!("org:member")));
    let path = format!("/role_sets/{}", text(&set["id"]));
    assert_eq!(app.get(&path).await.ok(), set);
    assert_eq!(app.get("/role_sets/role_set:none").await.refusal(), NOT_FOUND);
    let theirs = app.other_key().await;
    assert_eq!(app.send_as(&theirs, Method::GET, &path, json!(null)).await.refusal(), NOT_FOUND);
    for version in ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"] {
        assert_eq!(app.send(app.request_in(version, Method::GET, &path)).await.ok(), set, "{version}");
    }
}

#[tokio::test]
async fn members_are_counted_as_they_come_change_and_go() {
    let app = App::start().await;
    let (acme, other) = (app.organization("Acme").await, app.organization("Other").await);
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let counts =
        async || app.members_of("role_set:default").await.into_iter().map(|(_, count)| count).collect::<Vec<_>>();
    app.join(&acme, &ada, "org:admin").await;
    app.join(&acme, &bob, "org:member").await;
    app.join(&other, &bob, "org:member").await;
    assert_eq!(counts().await, [1, 2]);
    app.patch(&format!("/organizations/{acme}/memberships/{bob}"), json!({ "role": "org:admin" })).await.ok();
    assert_eq!(counts().await, [2, 1]);
    app.delete(&format!("/organizations/{acme}/memberships/{ada}")).await.ok();
    assert_eq!(counts().await, [1, 1]);
    app.delete(&format!("/organizations/{acme}")).await.ok();
    assert_eq!(counts().await, [0, 1]);
    app.delete(&format!("/users/{bob}")).await.ok();
    assert_eq!(counts().await, [0, 0]);
    app.check().await;
}
