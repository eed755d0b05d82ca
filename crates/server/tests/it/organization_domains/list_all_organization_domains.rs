use serde_json::json;

use super::support::start;
use crate::teams::column;

#[tokio::test]
async fn the_domains_of_all_organizations_are_found_by_every_filter() {
    let app = start().await;
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    for (organization, name, mode, verified) in [
        (&id, "b-acme.example", "manual_invitation", true),
        (&id, "c.example", "automatic_invitation", true),
        (&other, "a-acme.test", "automatic_suggestion", false),
    ] {
        app.clock.advance(1);
        app.domain(organization, name, json!({ "enrollment_mode": mode, "verified": verified })).await;
    }
    let list = async |query: &str| {
        let page = app.get(&format!("/organization_domains?{query}")).await.ok();
        let data = page["data"].as_array().unwrap();
        assert!(data.iter().all(|one| one["public_organization_data"]["id"] == one["organization_id"]));
        (column(&page, "name").join(" "), page["total_count"].as_i64().unwrap())
    };
    for (query, names, total) in [
        ("", "a-acme.test c.example b-acme.example", 3),
        ("order_by=name", "a-acme.test b-acme.example c.example", 3),
        ("order_by=-name&limit=1", "c.example", 3),
        ("order_by=%2Bcreated_at&offset=2", "a-acme.test", 3),
        (format!("organization_id={id}").as_str(), "c.example b-acme.example", 2),
        (format!("query={other}").as_str(), "a-acme.test", 1),
        (format!("query={other}&organization_id={id}").as_str(), "", 0),
        ("query=ACME", "a-acme.test b-acme.example", 2),
        ("query=%25", "", 0),
        ("verified=false", "a-acme.test", 1),
        ("domains=c.example&domains=A-acme.test&domains=none.example", "a-acme.test c.example", 2),
        ("enrollment_mode=manual_invitation,automatic_suggestion", "a-acme.test b-acme.example", 2),
        ("enrollment_mode=-manual_invitation&verified=true", "c.example", 1),
    ] {
        assert_eq!(list(query).await, (names.to_owned(), total), "{query}");
    }
    let many = vec!["domains=a.example"; 101].join("&");
    for (query, code, param) in [
        ("query=", "form_param_value_invalid", "query"),
        ("query=%20", "form_param_value_invalid", "query"),
        ("order_by=mode", "form_param_value_invalid", "order_by"),
        ("verified=yes", "form_param_value_invalid", "verified"),
        ("enrollment_mode=x", "form_param_value_invalid", "enrollment_mode"),
        (many.as_str(), "form_param_array_size_exceeded", "domains"),
    ] {
        let refused = app.get(&format!("/organization_domains?{query}")).await;
        assert_eq!(refused.refusal(), (422, code, Some(param)), "{query}");
    }
    app.set(|settings| settings.organizations_enabled = false).await;
    assert_eq!(app.get("/organization_domains").await.refusal(), (403, "organization_not_enabled_in_instance", None));
}
