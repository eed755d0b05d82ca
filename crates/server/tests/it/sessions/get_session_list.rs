use serde_json::json;

use crate::app::App;
use crate::people::{DAY, ids, person, text};

#[tokio::test]
async fn sessions_are_listed_by_user_and_client_newest_first() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let mut made = Vec::new();
    for _ in 0..3 {
        app.clock.advance(1);
        made.push(app.session(&ada).await);
    }
    app.session(&bob).await;
    let newest: Vec<&str> = made.iter().rev().map(|session| text(session, "id")).collect();
    assert_eq!(ids(&app.get(&format!("/sessions?user_id={ada}")).await.ok()), newest);
    let client = text(&made[1], "client_id");
    assert_eq!(ids(&app.get(&format!("/sessions?client_id={client}")).await.ok()), [newest[1]]);
    assert_eq!(app.get(&format!("/sessions?client_id={client}&user_id={bob}")).await.ok(), json!([]));
    assert_eq!(app.get("/sessions").await.ok(), json!([]), "not every session of the instance");
}

#[tokio::test]
async fn pages_have_the_total_of_all() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    for _ in 0..3 {
        app.clock.advance(1);
        app.session(&ada).await;
    }
    let all = app.get(&format!("/sessions?user_id={ada}")).await.ok();
    let page = app.get(&format!("/sessions?user_id={ada}&limit=2&offset=1&paginated=true")).await.ok();
    assert_eq!((&page["total_count"], ids(&page["data"])), (&json!(3), ids(&all)[1..].to_vec()));
    let none = app.get("/sessions?paginated=true").await.ok();
    assert_eq!(none, json!({ "data": [], "total_count": 0 }));
}

#[tokio::test]
async fn the_status_is_the_one_of_now() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let old = app.session(&ada).await;
    app.clock.advance(8 * DAY);
    let (kept, gone) = (app.session(&ada).await, app.session(&ada).await);
    app.post(&format!("/sessions/{}/revoke", text(&gone, "id")), json!({})).await.ok();
    let found = async |status: &str| {
        let page = app.get(&format!("/sessions?user_id={ada}&status={status}&paginated=true")).await.ok();
        assert_eq!(page["total_count"], page["data"].as_array().unwrap().len());
        ids(&page["data"]).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("active").await, [text(&kept, "id")]);
    assert_eq!(found("revoked").await, [text(&gone, "id")]);
    assert_eq!(found("expired").await, [text(&old, "id")]);
    for status in ["abandoned", "ended", "removed", "replaced"] {
        assert_eq!(found(status).await, Vec::<String>::new(), "{status}");
    }
    app.clock.advance(22 * DAY);
    assert_eq!(found("abandoned").await, [text(&old, "id")]);
    assert_eq!(found("expired").await, [text(&kept, "id")]);
    let refused = app.get(&format!("/sessions?user_id={ada}&status=asleep")).await;
    assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some("status")));
}
