use serde_json::{Value, json};

use crate::app::{App, START};
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn access_is_for_one_direction_and_for_later_tokens() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let before = app.token(&one, json!({})).await;
    let path = format!("/machines/{}/scopes", one.id);
    let made = app.post(&path, json!({ "to_machine_id": two.id })).await.ok();
    let expected = json!({
        "object": "machine_scope", "from_machine_id": one.id, "to_machine_id": two.id, "created_at": START,
    });
    assert_eq!(made, expected);
    let after = app.token(&one, json!({})).await;
    assert_eq!((&before["scopes"], &after["scopes"]), (&json!([]), &json!([two.id])));
    assert_eq!(app.verify(&two.key, &before).await.refusal(), GONE);
    app.verify(&two.key, &after).await.ok();
    // The other direction is another scope.
    let back = app.token(&two, json!({})).await;
    assert_eq!(app.verify(&one.key, &back).await.refusal(), GONE);
    app.post(&format!("/machines/{}/scopes", two.id), json!({ "to_machine_id": one.id })).await.ok();
    let back = app.token(&two, json!({})).await;
    app.verify(&one.key, &back).await.ok();
    let shown = app.get(&format!("/machines/{}", one.id)).await.ok();
    assert_eq!(text(&shown["scoped_machines"][0], "id"), two.id);
}

#[tokio::test]
async fn access_is_given_once_and_to_others_that_exist() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let path = format!("/machines/{}/scopes", one.id);
    let give = || app.post(&path, json!({ "to_machine_id": two.id }));
    let (first, second) = tokio::join!(give(), give());
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(give().await.refusal(), (409, "conflict", None));
    let own = app.post(&path, json!({ "to_machine_id": one.id })).await;
    assert_eq!(own.refusal(), (422, "form_param_value_invalid", Some("to_machine_id")));
    let unknown = app.post(&path, json!({ "to_machine_id": "mch_none" })).await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", Some("to_machine_id")));
    let nobody = app.post("/machines/mch_none/scopes", json!({ "to_machine_id": two.id })).await;
    assert_eq!(nobody.refusal(), GONE);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_machine_has_access_to_150_others() {
    let app = App::start().await;
    let mut ids = Vec::new();
    for number in 0..151 {
        ids.push(app.machine(&format!("Machine {number}"), &[]).await.id);
    }
    let refused = app.post("/machines", json!({ "name": "Greedy", "scoped_machines": ids })).await;
    assert_eq!(refused.refusal(), (422, "form_param_array_size_exceeded", Some("scoped_machines")));
    let last = ids.pop().unwrap();
    let made = app.post("/machines", json!({ "name": "Modest", "scoped_machines": ids })).await.ok();
    let path = format!("/machines/{}/scopes", text(&made, "id"));
    let refused = app.post(&path, json!({ "to_machine_id": last })).await;
    assert_eq!(refused.refusal(), (422, "form_param_array_size_exceeded", Some("to_machine_id")));
    app.delete(&format!("{path}/{}", ids[0])).await.ok();
    app.post(&path, json!({ "to_machine_id": last })).await.ok();
    let shown: Value = app.get(&format!("/machines/{}", text(&made, "id"))).await.ok();
    assert_eq!(shown["scoped_machines"].as_array().unwrap().len(), 150);
}
