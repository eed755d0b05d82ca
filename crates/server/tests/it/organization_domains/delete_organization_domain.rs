use serde_json::json;

use super::support::start;
use crate::teams::text;

#[tokio::test]
async fn another_organization_may_have_it_then_and_offers_go_with_it() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    app.user_at("eve@acme.example").await;
    let domain = app.domain(&id, "acme.example", json!({ "enrollment_mode": "automatic_invitation" })).await;
    assert_eq!(app.pending(&domain).await, (1, 0));
    let path = |organization: &str| format!("/organizations/{organization}/domains/{}", text(&domain["id"]));
    assert_eq!(app.delete(&path(&other)).await.refusal(), (404, "resource_not_found", None));
    let gone = app.delete(&path(&id)).await.ok();
    assert_eq!(gone, json!({ "object": "organization_domain", "id": domain["id"], "deleted": true }));
    assert_eq!(app.delete(&path(&id)).await.refusal(), (404, "resource_not_found", None));
    app.domain(&other, "acme.example", json!({ "enrollment_mode": "automatic_suggestion" })).await;
    app.check().await;
    // An organization takes its domains along.
    app.delete(&format!("/organizations/{other}")).await.ok();
    assert_eq!(app.get("/organization_domains").await.ok()["total_count"], 0);
    app.check().await;
}
