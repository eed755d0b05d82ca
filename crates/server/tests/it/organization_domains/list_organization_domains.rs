use reqwest::Method;
use serde_json::json;

use super::support::start;
use crate::teams::column;

#[tokio::test]
async fn the_domains_of_an_organization_are_filtered_and_paged() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    app.domain(&other, "other.example", json!({})).await;
    for (name, mode, verified) in [
        ("a.example", "manual_invitation", true),
        ("b.example", "automatic_invitation", true),
        ("c.example", "automatic_suggestion", false),
    ] {
        app.clock.advance(1);
        app.domain(&id, name, json!({ "enrollment_mode": mode, "verified": verified })).await;
    }
    let list = async |query: &str| {
        let page = app.get(&format!("/organizations/{id}/domains{query}")).await.ok();
        (column(&page, "name").join(" "), page["total_count"].as_i64().unwrap())
    };
    for (query, names, total) in [
        ("", "c.example b.example a.example", 3),
        ("?limit=1&offset=1", "b.example", 3),
        ("?verified=true", "b.example a.example", 2),
        ("?verified=false", "c.example", 1),
        ("?enrollment_mode=automatic_invitation", "b.example", 1),
        ("?enrollment_mode=-automatic_invitation", "c.example a.example", 2),
        ("?enrollment_mode=automatic_invitation,automatic_suggestion&verified=true", "b.example", 1),
    ] {
        assert_eq!(list(query).await, (names.to_owned(), total), "{query}");
    }
    for (query, param) in
        [("verified=maybe", "verified"), ("enrollment_mode=x", "enrollment_mode"), ("limit=501", "limit")]
    {
        let refused = app.get(&format!("/organizations/{id}/domains?{query}")).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some(param)), "{query}");
    }
    assert_eq!(app.get("/organizations/org_none/domains").await.refusal(), (404, "resource_not_found", None));
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10"] {
        let page = app.send(app.request_in(version, Method::GET, &format!("/organizations/{id}/domains"))).await.ok();
        assert_eq!(page["total_count"], 3, "{version}");
    }
}
