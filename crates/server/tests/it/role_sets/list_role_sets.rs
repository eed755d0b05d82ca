use serde_json::json;

use crate::app::App;
use crate::teams::{column, text};

#[tokio::test]
async fn role_sets_are_found_by_id_name_and_key_and_come_in_order() {
    let app = App::start().await;
    app.clock.advance(1000);
    let made = app.role_set("role_set:partners", &["org:admin"]).await;
    app.clock.advance(1000);
    app.role_set("role_set:guests", &["org:admin", "org:member"]).await;
    let list = async |query: &str| app.get(&format!("/role_sets?{query}")).await.ok();
    let all = list("").await;
    assert_eq!(column(&all, "key"), ["role_set:guests", "role_set:partners", "role_set:default"]);
    assert_eq!((&all["total_count"], &all["data"][1]), (&json!(3), &made));
    assert_eq!(column(&list("order_by=name&limit=1").await, "name"), ["Primary"]);
    assert_eq!(column(&list("order_by=-key&offset=1&limit=1").await, "key"), ["role_set:guests"]);
    assert_eq!(column(&list(&format!("query={}", text(&made["id"]))).await, "key"), ["role_set:partners"]);
    assert_eq!(list("query=SET%20ROLE").await["total_count"], 2);
    assert_eq!(list("query=rset_").await["total_count"], 0);
    let refused = app.get("/role_sets?order_by=type").await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("order_by")));
    app.set(|settings| settings.organizations_enabled = false).await;
    assert_eq!(app.get("/role_sets").await.refusal(), (403, "organization_not_enabled_in_instance", None));
}
