use crate::app::App;
use crate::teams::{column, text};

#[tokio::test]
async fn roles_are_found_by_id_name_and_key_and_come_in_order() {
    let app = App::start().await;
    app.clock.advance(1000);
    let made = app.role("org:zoo_keeper", &["org:sys_billing:read"]).await;
    app.clock.advance(1000);
    app.role("org:baker", &[]).await;
    let list = async |query: &str| app.get(&format!("/organization_roles?{query}")).await.ok();
    let all = list("").await;
    assert_eq!(column(&all, "key")[..2], ["org:baker", "org:zoo_keeper"], "the newest first");
    assert_eq!((&all["total_count"], &all["data"][1]), (&serde_json::json!(4), &made));
    assert_eq!(column(&list("order_by=created_at&limit=1&offset=2").await, "key"), ["org:zoo_keeper"]);
    assert_eq!(column(&list("order_by=key").await, "key"), ["org:admin", "org:baker", "org:member", "org:zoo_keeper"]);
    assert_eq!(
        column(&list("order_by=-name").await, "name"),
        ["The org:zoo_keeper", "The org:baker", "Member", "Admin"]
    );
    assert_eq!(column(&list(&format!("query={}", text(&made["id"]))).await, "key"), ["org:zoo_keeper"]);
    let the = list("query=THE%20ORG&limit=1").await;
    assert_eq!((column(&the, "key"), &the["total_count"]), (vec!["org:baker".to_owned()], &serde_json::json!(2)));
    assert_eq!(list("query=keeper").await["total_count"], 1);
    assert_eq!(list("query=role_").await["total_count"], 0);
    let refused = app.get("/organization_roles?order_by=permissions").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("order_by")));
    assert_eq!(app.get("/organization_roles?offset=-1").await.refusal().2, Some("offset"));
    for version in ["2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"] {
        let request = app.request_in(version, reqwest::Method::GET, "/organization_roles");
        assert_eq!(app.send(request).await.ok(), all, "{version}");
    }
}
