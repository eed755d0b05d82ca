use serde_json::json;

use crate::app::App;
use crate::teams::{column, text};

#[tokio::test]
async fn permissions_are_found_by_id_name_and_key_and_come_in_order() {
    let app = App::start().await;
    app.clock.advance(1000);
    let first = app.permission("org:invoices:read").await;
    app.clock.advance(1000);
    app.permission("org:invoices:pay").await;
    let list = async |query: &str| app.get(&format!("/organization_permissions?{query}")).await.ok();
    let newest = list("limit=2").await;
    assert_eq!(column(&newest, "key"), ["org:invoices:pay", "org:invoices:read"]);
    assert_eq!(newest["total_count"], 11);
    assert_eq!(column(&list("limit=2&offset=1&order_by=-created_at").await, "id")[0], first);
    assert_eq!(column(&list(&format!("query={first}")).await, "id"), [first]);
    assert_eq!(list("query=INVOICES").await["total_count"], 2);
    assert_eq!(list("query=may%20org").await["total_count"], 2, "a part of the name, in any case");
    assert_eq!(list("query=perm_").await["total_count"], 0, "ids count as a whole");
    assert_eq!(list("query=%25").await["total_count"], 0, "a percent sign is one");
    let by_key = column(&list("limit=500&order_by=key").await, "key");
    assert!(by_key.is_sorted() && by_key.len() == 11, "{by_key:?}");
    assert_eq!(by_key.iter().filter(|key| key.starts_with("org:sys_")).count(), 9);
    let by_name = column(&list("limit=500&order_by=-name").await, "name");
    assert!(by_name.iter().rev().is_sorted(), "{by_name:?}");
    assert_eq!(list("offset=11").await["data"], json!([]));
    let refused = app.get("/organization_permissions?order_by=type").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("order_by")));
    assert_eq!(app.get("/organization_permissions?limit=501").await.refusal().2, Some("limit"));
    for version in ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"] {
        let request = app.request_in(version, reqwest::Method::GET, "/organization_permissions");
        assert_eq!(app.send(request).await.ok()["total_count"], 11, "{version}");
    }
    assert!(text(&newest["data"][0]["id"]).starts_with("perm_"));
}
