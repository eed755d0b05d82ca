use serde_json::json;

use super::support::start;
use crate::teams::text;

#[tokio::test]
async fn mode_and_verification_change_and_what_is_left_out_stays() {
    let app = start().await;
    let id = app.organization("Acme").await;
    let domain = app.domain(&id, "acme.example", json!({ "verified": false })).await;
    let path = format!("/organizations/{id}/domains/{}", text(&domain["id"]));
    app.clock.advance(1000);
    assert_eq!(app.patch(&path, json!({})).await.ok(), domain, "nothing changed");
    let changed = app.patch(&path, json!({ "enrollment_mode": "automatic_suggestion" })).await.ok();
    assert_eq!(
        (&changed["enrollment_mode"], &changed["verification"]["status"]),
        (&json!("automatic_suggestion"), &json!("unverified"))
    );
    assert_eq!(changed["updated_at"], app.clock.now());
    let verified = app.patch(&path, json!({ "verified": true, "enrollment_mode": null })).await.ok();
    assert_eq!(
        (&verified["enrollment_mode"], &verified["verification"]["status"]),
        (&json!("automatic_suggestion"), &json!("verified"))
    );
    app.post(&format!("{path}/verify_ownership"), json!({})).await.ok();
    let open = app.patch(&path, json!({ "verified": false })).await.ok();
    assert_eq!(
        (&open["verification"]["status"], &open["ownership_verification"]),
        (&json!("unverified"), &json!(null))
    );
    app.check().await;
}

#[tokio::test]
async fn what_is_switched_off_or_taken_is_refused() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    app.domain(&other, "acme.example", json!({})).await;
    let domain = app.domain(&id, "acme.example", json!({ "verified": false })).await;
    let path = format!("/organizations/{id}/domains/{}", text(&domain["id"]));
    let taken = app.patch(&path, json!({ "verified": true })).await;
    assert_eq!(taken.refusal(), (422, "organization_domain_already_exists", Some("name")));
    let mode = app.patch(&path, json!({ "enrollment_mode": "x" })).await;
    assert_eq!(mode.refusal(), (422, "form_param_value_invalid", Some("enrollment_mode")));
    let unknown = app.patch(&format!("/organizations/{id}/domains/orgdmn_none"), json!({})).await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", None));
    app.set(|settings| settings.organization_domains.enrollment_modes.clear()).await;
    let refused = app.patch(&path, json!({ "enrollment_mode": "automatic_invitation" })).await;
    assert_eq!(refused.refusal(), (403, "organization_domain_enrollment_mode_not_enabled", None));
    app.set(|settings| settings.organization_domains.enabled = false).await;
    let refused = app.patch(&path, json!({ "verified": true })).await;
    assert_eq!(refused.refusal(), (403, "organization_domains_not_enabled", None));
}
