use serde_json::json;

use crate::app::{App, START};
use crate::teams::text;

#[tokio::test]
async fn a_new_organization_has_the_defaults_of_the_instance() {
    let app = App::start().await;
    let made = app.post("/organizations", json!({ "name": "Café Zürich & Co." })).await.ok();
    assert_eq!(made["object"], "organization");
    assert!(text(&made["id"]).starts_with("org_"));
    assert_eq!(made["slug"], "cafe-zurich-co-1767225600");
    assert_eq!(made["max_allowed_memberships"], 5);
    assert_eq!(made["admin_delete_enabled"], true);
    assert_eq!(made["role_set_key"], "role_set:default");
    assert_eq!(made["created_by"], "");
    assert_eq!((&made["public_metadata"], &made["private_metadata"]), (&json!({}), &json!({})));
    for time in ["created_at", "updated_at", "last_active_at"] {
        assert_eq!(made[time], START, "{time}");
    }
    assert_eq!(made["has_image"], false);
    assert!(text(&made["image_url"]).starts_with(&format!("{}/images/", app.server.url())));
    for absent in ["members_count", "pending_invitations_count", "missing_member_with_elevated_permissions"] {
        assert!(made.get(absent).is_none(), "{absent}");
    }
    assert_eq!(app.get(&format!("/organizations/{}", text(&made["id"]))).await.ok(), made);
    assert_eq!(app.get("/organizations/cafe-zurich-co-1767225600").await.ok(), made);
}

#[tokio::test]
async fn everything_that_is_given_is_kept() {
    let app = App::start().await;
    let body = json!({
        "name": "Acme", "slug": "acme", "max_allowed_memberships": 0, "created_at": "2020-02-03T04:05:06.789Z",
        "public_metadata": {"a": [1, null]}, "private_metadata": {"b": {"c": "d"}}, "role_set_key": "role_set:default",
    });
    let made = app.post("/organizations", body).await.ok();
    assert_eq!(made["slug"], "acme");
    assert_eq!(made["max_allowed_memberships"], 0);
    assert_eq!(made["created_at"], 1_580_702_706_789_i64);
    assert_eq!(made["public_metadata"], json!({"a": [1, null]}));
    assert_eq!(made["private_metadata"], json!({"b": {"c": "d"}}));
}

#[tokio::test]
async fn the_creator_becomes_an_administrator() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.post("/organizations", json!({ "name": "Acme", "created_by": ada })).await.ok();
    assert_eq!(made["created_by"], ada);
    let id = text(&made["id"]);
    let counted = app.get(&format!("/organizations/{id}?include_members_count=true")).await.ok();
    assert_eq!(counted["members_count"], 1);
    let members = app.get(&format!("/organizations/{id}/memberships")).await.ok();
    assert_eq!(members["total_count"], 1);
    assert_eq!(members["data"][0]["role"], "org:admin");
    assert_eq!(members["data"][0]["public_user_data"]["user_id"], ada);
    let nobody = json!({ "name": "Acme", "created_by": "user_none" });
    let refused = app.post("/organizations", nobody).await;
    assert_eq!(refused.refusal(), (400, "organization_creator_not_found", None));
    assert_eq!(app.get("/organizations").await.ok()["total_count"], 1, "the refused one was not kept");
    app.check().await;
}

#[tokio::test]
async fn made_slugs_never_meet() {
    let app = App::start().await;
    let mut slugs = Vec::new();
    for _ in 0..3 {
        slugs.push(text(&app.post("/organizations", json!({ "name": "Acme" })).await.ok()["slug"]));
    }
    assert_eq!(slugs[0], "acme-1767225600");
    assert!(slugs[1].starts_with("acme-1767225600000") && slugs[1].len() == "acme-".len() + 19, "{}", slugs[1]);
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), 3);
}

#[tokio::test]
async fn a_chosen_slug_is_checked_and_unique() {
    let app = App::start().await;
    app.post("/organizations", json!({ "name": "Acme", "slug": "acme" })).await.ok();
    for (slug, code) in [
        ("acme", "form_identifier_exists"),
        ("Acme", "form_param_format_invalid"),
        ("a_b", "form_param_format_invalid"),
        ("", "form_param_format_invalid"),
    ] {
        let answer = app.post("/organizations", json!({ "name": "Other", "slug": slug })).await;
        assert_eq!(answer.refusal(), (422, code, Some("slug")), "{slug}");
    }
    assert_eq!(app.get("/organizations").await.ok()["total_count"], 1);
    app.check().await;
}

#[tokio::test]
async fn of_many_that_race_for_a_slug_one_wins() {
    let app = App::start().await;
    let racers = (0..16).map(|_| app.post("/organizations", json!({ "name": "Acme", "slug": "acme" })));
    let answers = futures_util::future::join_all(racers).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(statuses[1..].iter().all(|status| *status == 422), "{statuses:?}");
    app.check().await;
}

#[tokio::test]
async fn names_are_checked() {
    let app = App::start().await;
    for (name, code) in [
        ("", "form_param_nil"),
        ("  ", "form_param_nil"),
        ("https://evil.example", "form_param_value_invalid"),
        ("<b>Acme</b>", "form_param_value_invalid"),
        (&"a".repeat(257), "form_param_max_length_exceeded"),
    ] {
        let answer = app.post("/organizations", json!({ "name": name })).await;
        assert_eq!(answer.refusal(), (422, code, Some("name")), "{name}");
    }
    let missing = app.post("/organizations", json!({})).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("name")));
    app.post("/organizations", json!({ "name": "é".repeat(256) })).await.ok();
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let app = App::start().await;
    let too_much = json!({ "a": "x".repeat(8185) });
    for (field, value, refusal) in [
        ("created_at", json!("yesterday"), (422, "form_param_invalid_time", Some("created_at"))),
        ("max_allowed_memberships", json!(-1), (422, "form_param_value_invalid", Some("max_allowed_memberships"))),
        ("role_set_key", json!("role_set:none"), (404, "resource_not_found", Some("role_set_key"))),
        ("public_metadata", too_much.clone(), (422, "form_param_exceeds_allowed_size", Some("public_metadata"))),
        ("private_metadata", too_much, (422, "form_param_exceeds_allowed_size", Some("private_metadata"))),
    ] {
        let mut body = json!({ "name": "Acme" });
        body[field] = value;
        assert_eq!(app.post("/organizations", body).await.refusal(), refusal, "{field}");
    }
    let just_right = json!({ "name": "Acme", "public_metadata": { "a": "x".repeat(8184) } });
    app.post("/organizations", just_right).await.ok();
}

#[tokio::test]
async fn switched_off_features_are_refused() {
    let app = App::start().await;
    let acme = app.organization("Acme").await;
    app.set(|settings| settings.organization_slugs_enabled = false).await;
    let slugged = app.post("/organizations", json!({ "name": "Acme", "slug": "acme" })).await;
    assert_eq!(slugged.refusal(), (403, "organization_slugs_disabled", None));
    assert!(!text(&app.post("/organizations", json!({ "name": "B" })).await.ok()["slug"]).is_empty());
    app.set(|settings| settings.organizations_enabled = false).await;
    let ada = app.user("ada").await;
    let member = json!({ "user_id": ada, "role": "org:member" });
    for answer in [
        app.get("/organizations").await,
        app.get(&format!("/organizations/{acme}")).await,
        app.post("/organizations", json!({ "name": "C" })).await,
        app.post(&format!("/organizations/{acme}/memberships"), member).await,
        app.get("/organization_memberships").await,
        app.get("/organization_invitations").await,
        app.get(&format!("/users/{ada}/organization_memberships")).await,
    ] {
        assert_eq!(answer.refusal(), (403, "organization_not_enabled_in_instance", None));
    }
}
