use reqwest::Method;
use serde_json::json;

use crate::app::{App, START};
use crate::teams::text;

#[tokio::test]
async fn what_is_left_out_or_null_stays() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let path = format!("/organizations/{id}");
    let before = app.get(&path).await.ok();
    app.clock.advance(1000);
    let nothing = json!({ "name": null, "slug": null, "max_allowed_memberships": null, "created_at": null });
    assert_eq!(app.patch(&path, nothing).await.ok(), before);
    assert_eq!(app.patch(&path, json!({})).await.ok(), before);
    let body = json!({
        "name": "New", "slug": "new", "max_allowed_memberships": 7, "admin_delete_enabled": false,
        "created_at": "2020-01-01T00:00:00+01:00", "role_set_key": "role_set:default",
    });
    let after = app.patch(&path, body.clone()).await.ok();
    for key in ["name", "slug", "max_allowed_memberships", "admin_delete_enabled"] {
        assert_eq!(after[key], body[key], "{key}");
    }
    assert_eq!(after["created_at"], 1_577_833_200_000_i64);
    assert_eq!(after["updated_at"], START + 1000);
    assert_eq!(app.get("/organizations/new").await.ok(), after);
    app.check().await;
}

#[tokio::test]
async fn an_update_is_checked_like_a_creation() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    app.post("/organizations", json!({ "name": "Other", "slug": "other" })).await.ok();
    let path = format!("/organizations/{id}");
    let before = app.get(&path).await.ok();
    for (body, refusal) in [
        (json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (json!({ "name": "x", "slug": "other" }), (422, "form_identifier_exists", Some("slug"))),
        (json!({ "slug": "Other" }), (422, "form_param_format_invalid", Some("slug"))),
        (json!({ "created_at": "x" }), (422, "form_param_invalid_time", Some("created_at"))),
        (json!({ "role_set_key": "x" }), (404, "resource_not_found", Some("role_set_key"))),
        (json!({ "colour": "red" }), (422, "form_param_unknown", Some("colour"))),
    ] {
        assert_eq!(app.patch(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get(&path).await.ok(), before);
    let missing = app.patch("/organizations/org_none", json!({})).await;
    assert_eq!(missing.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn metadata_in_an_update_replaces_up_to_2025_11_10_and_is_unknown_later() {
    let app = App::start().await;
    let made = app.post("/organizations", json!({ "name": "A", "public_metadata": { "a": 1 } })).await.ok();
    let path = format!("/organizations/{}", text(&made["id"]));
    for field in ["public_metadata", "private_metadata"] {
        let mut body = json!({});
        body[field] = json!({ "b": null });
        let refused = app.patch(&path, body.clone()).await;
        assert_eq!(refused.refusal(), (422, "form_param_unknown", Some(field)));
        for version in ["2021-02-05", "2024-10-01", "2025-11-10"] {
            let answer = app.send(app.older(version, Method::PATCH, &path).json(&body)).await.ok();
            assert_eq!(answer[field], json!({ "b": null }), "{version}");
        }
    }
    let too_much = json!({ "public_metadata": { "a": "x".repeat(9000) } });
    let refused = app.send(app.older("2025-11-10", Method::PATCH, &path).json(&too_much)).await;
    assert_eq!(refused.refusal(), (422, "form_param_exceeds_allowed_size", Some("public_metadata")));
}

#[tokio::test]
async fn a_merge_is_deep_and_null_deletes() {
    let app = App::start().await;
    let metadata = json!({ "a": { "b": 1, "c": [1, 2] }, "d": 2 });
    let made = app.post("/organizations", json!({ "name": "A", "private_metadata": metadata })).await.ok();
    let path = format!("/organizations/{}/metadata", text(&made["id"]));
    let patch = json!({ "private_metadata": { "a": { "b": null, "c": [3], "e": {} }, "d": null } });
    let after = app.patch(&path, patch).await.ok();
    assert_eq!(after["private_metadata"], json!({ "a": { "c": [3], "e": {} } }));
    assert_eq!(after["public_metadata"], json!({}));
    let half = json!({ "private_metadata": { "x": "x".repeat(8000) } });
    app.patch(&path, half).await.ok();
    let more = app.patch(&path, json!({ "private_metadata": { "y": "y".repeat(200) } })).await;
    assert_eq!(more.refusal(), (422, "form_param_exceeds_allowed_size", Some("private_metadata")));
    let unknown = app.patch(&path, json!({ "unsafe_metadata": {} })).await;
    assert_eq!(unknown.refusal(), (422, "form_param_unknown", Some("unsafe_metadata")));
    let text = app.patch(&path, json!({ "public_metadata": "x" })).await;
    assert_eq!(text.status, 422);
}

#[tokio::test]
async fn a_replacement_discards_what_was_there_and_keeps_the_other_store() {
    let app = App::start().await;
    let body = json!({ "name": "A", "public_metadata": { "a": 1 }, "private_metadata": { "b": 2 } });
    let made = app.post("/organizations", body).await.ok();
    let path = format!("/organizations/{}/metadata", text(&made["id"]));
    let after = app.put(&path, json!({ "public_metadata": { "c": null } })).await.ok();
    assert_eq!(after["public_metadata"], json!({ "c": null }));
    assert_eq!(after["private_metadata"], json!({ "b": 2 }));
    let emptied = app.put(&path, json!({ "private_metadata": {} })).await.ok();
    assert_eq!(emptied["private_metadata"], json!({}));
}

#[tokio::test]
async fn a_deleted_organization_takes_members_and_invitations_along() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let (gone, kept) = (app.organization("Gone").await, app.organization("Kept").await);
    for organization in [&gone, &kept] {
        app.join(organization, &ada, "org:admin").await;
        app.join(organization, &bob, "org:member").await;
        app.invite(organization, "eve@example.com").await;
    }
    let slug = app.get(&format!("/organizations/{gone}")).await.ok()["slug"].clone();
    let deleted = app.delete(&format!("/organizations/{}", text(&slug))).await.ok();
    assert_eq!(deleted, json!({ "object": "organization", "id": gone, "slug": slug, "deleted": true }));
    let again = app.delete(&format!("/organizations/{gone}")).await;
    assert_eq!(again.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.get("/organizations").await.ok()["total_count"], 1);
    assert_eq!(app.get("/organization_memberships").await.ok()["total_count"], 2);
    assert_eq!(app.get("/organization_invitations").await.ok()["total_count"], 1);
    assert_eq!(app.get(&format!("/users/{ada}/organization_memberships")).await.ok()["total_count"], 1);
    app.check().await;
}

#[tokio::test]
async fn a_deleted_user_leaves_every_organization() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let (a, b) = (app.organization("A").await, app.organization("B").await);
    app.join(&a, &ada, "org:admin").await;
    app.join(&b, &ada, "org:admin").await;
    app.join(&b, &bob, "org:member").await;
    app.delete(&format!("/users/{ada}")).await.ok();
    for (organization, members) in [(&a, 0), (&b, 1)] {
        let counted = app.get(&format!("/organizations/{organization}?include_members_count=true")).await.ok();
        assert_eq!(counted["members_count"], members);
    }
    assert_eq!(app.get("/organization_memberships").await.ok()["total_count"], 1);
    app.check().await;
}

#[tokio::test]
async fn another_instance_sees_and_changes_nothing() {
    let app = App::start().await;
    let key = app.other_key().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    app.join(&id, &ada, "org:admin").await;
    let invitation = text(&app.invite(&id, "eve@example.com").await["id"]);
    let theirs = app.send_as(&key, Method::POST, "/organizations", json!({ "name": "Theirs" })).await.ok();
    let theirs = text(&theirs["id"]);
    let member = json!({ "user_id": ada, "role": "org:member" });
    for (method, path, body) in [
        (Method::GET, format!("/organizations/{id}"), json!(null)),
        (Method::GET, format!("/organizations/{id}/memberships"), json!(null)),
        (Method::GET, format!("/organizations/{id}/invitations"), json!(null)),
        (Method::GET, format!("/organizations/{id}/invitations/{invitation}"), json!(null)),
        (Method::GET, format!("/users/{ada}/organization_memberships"), json!(null)),
        (Method::GET, format!("/users/{ada}/organization_invitations"), json!(null)),
        (Method::PATCH, format!("/organizations/{id}"), json!({ "name": "Mine" })),
        (Method::DELETE, format!("/organizations/{id}"), json!(null)),
        (Method::DELETE, format!("/organizations/{id}/memberships/{ada}"), json!(null)),
        (Method::POST, format!("/organizations/{theirs}/memberships"), member),
        (Method::POST, format!("/organizations/{theirs}/invitations/{invitation}/revoke"), json!(null)),
    ] {
        let answer = app.send_as(&key, method, &path, body).await;
        assert_eq!(answer.refusal(), (404, "resource_not_found", None), "{path}");
    }
    for list in ["/organizations?query=acme", "/organization_memberships", "/organization_invitations"] {
        let page = app.send_as(&key, Method::GET, list, json!(null)).await.ok();
        assert_eq!(page["total_count"], 0, "{list}");
    }
    assert_eq!(app.get(&format!("/organizations/{id}")).await.ok()["name"], "Acme");
    assert_eq!(app.get(&format!("/organizations/{id}/invitations/{invitation}")).await.ok()["status"], "pending");
    app.check().await;
}
