use serde_json::json;

use crate::app::App;
use crate::people::{ids, person, text};

#[tokio::test]
async fn clients_are_listed_newest_first_with_a_kept_total() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let mut made = Vec::new();
    for _ in 0..3 {
        app.clock.advance(1);
        made.push(app.session(&ada).await);
    }
    let newest: Vec<&str> = made.iter().rev().map(|session| text(session, "client_id")).collect();
    let all = app.get("/clients").await.ok();
    assert_eq!(ids(&all), newest);
    assert_eq!(all[0]["session_ids"], json!([made[2]["id"]]), "each its own sessions");
    let page = app.get("/clients?limit=1&offset=1&paginated=true").await.ok();
    assert_eq!((&page["total_count"], ids(&page["data"])), (&json!(3), vec![newest[1]]));
    let beyond = app.get("/clients?offset=10000&paginated=true").await.ok();
    assert_eq!(beyond, json!({ "data": [], "total_count": 3 }));
}
