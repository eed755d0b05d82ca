use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_machine_is_shown_with_those_it_may_talk_to_in_every_version() {
    let app = App::start().await;
    let (two, three) = (app.machine("Two", &[]).await, app.machine("Three", &[]).await);
    let one = app.machine("One", &[&two]).await;
    app.clock.advance(5);
    app.post(&format!("/machines/{}/scopes", one.id), json!({ "to_machine_id": three.id })).await.ok();
    let path = format!("/machines/{}", one.id);
    let shown = app.get(&path).await.ok();
    let names: Vec<&str> = shown["scoped_machines"].as_array().unwrap().iter().map(|one| text(one, "name")).collect();
    assert_eq!(names, ["Two", "Three"]);
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"] {
        assert_eq!(app.in_version(version, &path, None).await.ok(), shown, "{version}");
    }
    assert_eq!(app.get("/machines/mch_none").await.refusal(), GONE);
}
