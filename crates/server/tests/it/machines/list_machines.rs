use serde_json::Value;

use crate::app::App;
use crate::people::text;

fn names(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|one| text(one, "name")).collect()
}

#[tokio::test]
async fn machines_are_listed_in_order_and_by_pages() {
    let app = App::start().await;
    for name in ["b", "C", "a"] {
        app.machine(name, &[]).await;
        app.clock.advance(1);
    }
    for (query, expected) in [
        ("", vec!["a", "C", "b"]),
        ("?order_by=created_at", vec!["b", "C", "a"]),
        ("?order_by=%2Bcreated_at", vec!["b", "C", "a"]),
        ("?order_by=name", vec!["C", "a", "b"]),
        ("?order_by=-name", vec!["b", "a", "C"]),
        ("?limit=1&offset=1", vec!["C"]),
        ("?offset=3", vec![]),
    ] {
        let page = app.get(&format!("/machines{query}")).await.ok();
        assert_eq!((names(&page), page["total_count"].as_i64()), (expected, Some(3)), "{query}");
    }
    for (query, name) in
        [("limit=0", "limit"), ("limit=501", "limit"), ("offset=-1", "offset"), ("order_by=id", "order_by")]
    {
        let answer = app.get(&format!("/machines?{query}")).await;
        assert_eq!(answer.refusal(), (422, "form_param_value_invalid", Some(name)));
    }
}

#[tokio::test]
async fn machines_are_found_by_id_and_by_a_part_of_the_name() {
    let app = App::start().await;
    let billing = app.machine("Billing of Ärzte", &[]).await;
    let mailing = app.machine("Mailing 100%", &[&billing]).await;
    app.clock.advance(1);
    for (query, expected) in [
        ("ILLI", vec!["Billing of Ärzte"]),
        ("%C3%A4RZ", vec!["Billing of Ärzte"]),
        ("0%25", vec!["Mailing 100%"]),
        ("_", vec![]),
        (billing.id.as_str(), vec!["Billing of Ärzte"]),
        (&billing.id[..20], vec![]),
        (mailing.id.as_str(), vec!["Mailing 100%"]),
    ] {
        let page = app.get(&format!("/machines?query={query}")).await.ok();
        let total = i64::try_from(expected.len()).unwrap();
        assert_eq!((names(&page), page["total_count"].as_i64()), (expected, Some(total)), "{query}");
    }
    let page = app.get("/machines?query=mailing").await.ok();
    assert_eq!(text(&page["data"][0]["scoped_machines"][0], "id"), billing.id);
}
