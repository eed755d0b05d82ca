use serde_json::{Value, json};

use crate::app::App;

#[tokio::test]
async fn templates_are_listed_newest_first_and_by_pages() {
    let app = App::start().await;
    for name in ["one", "two", "three"] {
        app.post("/jwt_templates", json!({ "name": name, "claims": {} })).await.ok();
        app.clock.advance(1);
    }
    let names = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&app.get("/jwt_templates").await.ok()), ["three", "two", "one"]);
    assert_eq!(names(&app.get("/jwt_templates?limit=1&offset=1").await.ok()), ["two"]);
    let page = app.get("/jwt_templates?paginated=true&limit=2&offset=2").await.ok();
    assert_eq!((names(&page["data"]), &page["total_count"]), (vec!["one".to_owned()], &json!(3)));
    for (query, name) in [("limit=0", "limit"), ("limit=501", "limit"), ("offset=-1", "offset")] {
        let answer = app.get(&format!("/jwt_templates?{query}")).await;
        assert_eq!(answer.refusal(), (422, "form_param_value_invalid", Some(name)));
    }
}
