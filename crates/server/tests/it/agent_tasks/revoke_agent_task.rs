use serde_json::json;

use super::create_agent_task::task;
use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn a_task_is_revoked_once() {
    let app = App::start().await;
    let made = app.post("/agents/tasks", task(&app.add_user(person("ada")).await)).await.ok();
    let path = format!("/agents/tasks/{}/revoke", text(&made, "agent_task_id"));
    let revoked = app.post(&path, json!({})).await.ok();
    let mut expected = made.clone();
    expected.as_object_mut().unwrap().remove("url");
    assert_eq!(revoked, expected);
    assert_eq!(app.post(&path, json!({})).await.refusal(), (400, "agent_task_cannot_be_revoked", None));
    let unknown = app.post("/agents/tasks/agttsk_none/revoke", json!({})).await;
    assert_eq!(unknown.refusal(), (404, "agent_task_not_found", None));
}

#[tokio::test]
async fn a_deleted_users_tasks_are_gone() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let made = app.post("/agents/tasks", task(&ada)).await.ok();
    app.delete(&format!("/users/{ada}")).await.ok();
    let gone = app.post(&format!("/agents/tasks/{}/revoke", text(&made, "agent_task_id")), json!({})).await;
    assert_eq!(gone.refusal(), (404, "agent_task_not_found", None));
    assert!(app.store.check().await.unwrap().is_clean());
}
