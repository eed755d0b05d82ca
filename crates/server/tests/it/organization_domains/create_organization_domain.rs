use reqwest::Method;
use serde_json::json;

use super::support::start;
use crate::app::App;
use crate::teams::text;

#[tokio::test]
async fn a_domain_counts_as_verified_unless_the_request_says_otherwise() {
    let app = start().await;
    let id = app.organization("Acme").await;
    let made = app.domain(&id, "Acme.Example", json!({})).await;
    assert!(text(&made["id"]).starts_with("orgdmn_"));
    assert_eq!((&made["object"], &made["name"]), (&json!("organization_domain"), &json!("acme.example")));
    assert_eq!((&made["organization_id"], &made["enrollment_mode"]), (&json!(id), &json!("manual_invitation")));
    let shown = json!({
        "status": "verified", "strategy": "affiliation_email_code", "attempts": null, "expire_at": null,
        "verified_at": null,
    });
    assert_eq!((&made["affiliation_verification"], &made["verification"]), (&shown, &shown));
    assert_eq!((&made["ownership_verification"], &made["affiliation_email_address"]), (&json!(null), &json!(null)));
    assert_eq!((&made["total_pending_invitations"], &made["total_pending_suggestions"]), (&json!(0), &json!(0)));
    assert_eq!(made["public_organization_data"]["id"], id);
    assert_eq!((&made["created_at"], &made["updated_at"]), (&json!(app.clock.now()), &json!(app.clock.now())));
    let open = app.domain(&id, "open.example", json!({ "verified": false, "enrollment_mode": "enterprise_sso" })).await;
    assert_eq!(open["verification"]["status"], "unverified");
    assert_eq!(open["enrollment_mode"], "enterprise_sso");
    app.check().await;
}

#[tokio::test]
async fn an_older_version_is_shown_less() {
    let app = start().await;
    let id = app.organization("Acme").await;
    let path = format!("/organizations/{id}/domains");
    let request = app.older("2025-03-12", Method::POST, &path).json(&json!({ "name": "acme.example" }));
    let made = app.send(request).await.ok();
    assert_eq!(made["verification"]["status"], "verified");
    for absent in ["affiliation_verification", "ownership_verification", "public_organization_data"] {
        assert!(made.get(absent).is_none(), "{absent}");
    }
    assert!(made["verification"].get("verified_at").is_none());
}

#[tokio::test]
async fn what_cannot_be_a_domain_is_refused() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    app.domain(&id, "acme.example", json!({})).await;
    app.domain(&id, "open.example", json!({ "verified": false })).await;
    let path = format!("/organizations/{other}/domains");
    for (body, refusal) in [
        (json!({}), (422, "form_param_missing", Some("name"))),
        (json!({ "name": "" }), (422, "form_param_format_invalid", Some("name"))),
        (json!({ "name": "https://acme.example" }), (422, "form_param_format_invalid", Some("name"))),
        (json!({ "name": "GMAIL.com" }), (422, "organization_domain_common", Some("name"))),
        (json!({ "name": "mailinator.com" }), (422, "organization_domain_blocked", Some("name"))),
        (json!({ "name": "ACME.example" }), (422, "organization_domain_already_exists", Some("name"))),
        (
            json!({ "name": "a.example", "enrollment_mode": "x" }),
            (422, "form_param_value_invalid", Some("enrollment_mode")),
        ),
        (json!({ "name": "a.example", "color": 1 }), (422, "form_param_unknown", Some("color"))),
    ] {
        assert_eq!(app.post(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    let own =
        app.post(&format!("/organizations/{id}/domains"), json!({ "name": "acme.example", "verified": false })).await;
    assert_eq!(own.refusal(), (422, "organization_domain_already_exists_same_organization", Some("name")));
    let nowhere = app.post("/organizations/org_none/domains", json!({ "name": "a.example" })).await;
    assert_eq!(nowhere.refusal(), (404, "resource_not_found", None));
    // Nobody has shown anything of these two.
    app.domain(&other, "open.example", json!({ "verified": false })).await;
    app.domain(&other, "acme.example", json!({ "verified": false })).await;
    app.check().await;
}

#[tokio::test]
async fn switches_and_limits_of_the_instance_hold() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let path = format!("/organizations/{id}/domains");
    let add = async |name: &str, mode: &str| app.post(&path, json!({ "name": name, "enrollment_mode": mode })).await;
    let manual = "manual_invitation";
    assert_eq!(add("a.example", manual).await.refusal(), (403, "organization_domains_not_enabled", None));
    app.set(|settings| settings.organization_domains.enabled = true).await;
    for mode in ["automatic_invitation", "automatic_suggestion"] {
        let refused = add("a.example", mode).await;
        assert_eq!(refused.refusal(), (403, "organization_domain_enrollment_mode_not_enabled", None));
    }
    for number in 0..10 {
        add(&format!("a{number}.example"), manual).await.ok();
    }
    assert_eq!(add("b.example", manual).await.refusal(), (403, "organization_domain_quota_exceeded", None));
    app.set(|settings| settings.organizations_enabled = false).await;
    assert_eq!(add("b.example", manual).await.refusal(), (403, "organization_not_enabled_in_instance", None));
}

#[tokio::test]
async fn of_those_who_race_for_a_name_or_the_last_place_one_wins() {
    let app = start().await;
    let mut organizations = Vec::new();
    for number in 0..6 {
        organizations.push(app.organization(&format!("Org {number}")).await);
    }
    let paths: Vec<String> = organizations.iter().map(|id| format!("/organizations/{id}/domains")).collect();
    let race = paths.iter().map(|path| app.post(path, json!({ "name": "acme.example" })));
    let answers = futures_util::future::join_all(race).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    let refused = answers.iter().filter(|answer| answer.status != 200);
    refused.for_each(|answer| assert_eq!(answer.refusal(), (422, "organization_domain_already_exists", Some("name"))));
    app.set(|settings| settings.organization_domains.max_allowed = 3).await;
    let race = (0..6).map(|number| app.post(&paths[0], json!({ "name": format!("a{number}.example") })));
    futures_util::future::join_all(race).await;
    assert_eq!(app.get(&paths[0]).await.ok()["total_count"], 3);
    app.check().await;
}
