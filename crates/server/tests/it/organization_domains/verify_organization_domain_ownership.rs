use serde_json::json;

use super::support::start;
use crate::teams::text;

#[tokio::test]
async fn ownership_is_decreed_once() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    let domain = app.domain(&id, "acme.example", json!({ "verified": false })).await;
    let path = |organization: &str, id: &str| format!("/organizations/{organization}/domains/{id}/verify_ownership");
    let own = path(&id, &text(&domain["id"]));
    app.clock.advance(1000);
    let shown = app.post(&own, json!({})).await.ok();
    let verification = json!({
        "status": "verified", "strategy": "manual_override", "attempts": null, "expire_at": null,
        "verified_at": app.clock.now(),
    });
    assert_eq!(shown["ownership_verification"], verification);
    assert_eq!(shown["affiliation_verification"]["status"], "unverified");
    assert_eq!(app.get(&format!("/organizations/{id}/domains?verified=true")).await.ok()["total_count"], 1);
    app.clock.advance(1000);
    assert_eq!(app.post(&own, json!({})).await.ok(), shown, "nothing changes");
    assert_eq!(
        app.post(&path(&other, &text(&domain["id"])), json!({})).await.refusal(),
        (404, "resource_not_found", None)
    );
    let theirs = app.domain(&other, "acme.example", json!({ "verified": false })).await;
    let refused = app.post(&path(&other, &text(&theirs["id"])), json!({})).await;
    assert_eq!(refused.refusal(), (422, "organization_domain_already_exists", Some("name")));
    app.set(|settings| settings.organization_domains.enabled = false).await;
    assert_eq!(app.post(&own, json!({})).await.refusal(), (403, "organization_domains_not_enabled", None));
    app.check().await;
}

#[tokio::test]
async fn shown_ownership_lets_the_domain_offer_what_it_is_set_to() {
    let app = start().await;
    let id = app.organization("Acme").await;
    app.user_at("eve@acme.example").await;
    let rest = json!({ "verified": false, "enrollment_mode": "automatic_suggestion" });
    let domain = app.domain(&id, "acme.example", rest).await;
    assert_eq!(app.pending(&domain).await, (0, 0));
    let shown = app
        .post(&format!("/organizations/{id}/domains/{}/verify_ownership", text(&domain["id"])), json!({}))
        .await
        .ok();
    assert_eq!(shown["total_pending_suggestions"], 1);
    app.check().await;
}
