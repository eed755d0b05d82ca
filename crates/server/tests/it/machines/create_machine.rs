use serde_json::json;

use crate::app::{App, START};
use crate::people::text;

#[tokio::test]
async fn a_machine_gets_a_key_that_is_shown_once() {
    let app = App::start().await;
    let made = app.post("/machines", json!({ "name": "Billing" })).await.ok();
    let (id, key) = (text(&made, "id"), text(&made, "secret_key"));
    assert!(id.starts_with("mch_") && id.len() == 31, "{id}");
    assert!(key.starts_with("ak_") && key.len() == 45, "{key}");
    let mut expected = json!({
        "object": "machine", "id": id, "name": "Billing", "instance_id": app.instance_id, "default_token_ttl": 3600,
        "scoped_machines": [], "secret_key": key, "created_at": START, "updated_at": START,
    });
    assert_eq!(made, expected);
    expected.as_object_mut().unwrap().remove("secret_key");
    assert_eq!(app.get(&format!("/machines/{id}")).await.ok(), expected);
}

#[tokio::test]
async fn a_machine_is_made_with_those_it_may_talk_to() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let body = json!({ "name": "Three", "scoped_machines": [two.id, one.id], "default_token_ttl": 60 });
    let made = app.post("/machines", body).await.ok();
    assert_eq!(made["default_token_ttl"], 60);
    let mut scoped: Vec<&str> =
        made["scoped_machines"].as_array().unwrap().iter().map(|machine| text(machine, "id")).collect();
    scoped.sort_unstable();
    let mut expected = [one.id.as_str(), two.id.as_str()];
    expected.sort_unstable();
    assert_eq!(scoped, expected);
    assert_eq!(made["scoped_machines"][0].get("scoped_machines"), None);
    assert_eq!(app.get(&format!("/machines/{}", one.id)).await.ok()["scoped_machines"], json!([]), "one way only");
}

#[tokio::test]
async fn what_cannot_be_a_machine_is_refused_and_leaves_nothing() {
    let app = App::start().await;
    let one = app.machine("One", &[]).await;
    for (change, refusal) in [
        (json!({ "name": null }), (422, "form_param_nil", Some("name"))),
        (json!({ "name": "" }), (422, "form_param_min_length_exceeded", Some("name"))),
        (json!({ "name": "x".repeat(256) }), (422, "form_param_max_length_exceeded", Some("name"))),
        (json!({ "default_token_ttl": 0 }), (422, "form_param_value_invalid", Some("default_token_ttl"))),
        (json!({ "default_token_ttl": 315_360_001 }), (422, "form_param_value_invalid", Some("default_token_ttl"))),
        (json!({ "scoped_machines": ["mch_none"] }), (404, "resource_not_found", Some("scoped_machines"))),
        (json!({ "scoped_machines": [one.id, one.id] }), (422, "form_param_duplicate", Some("scoped_machines"))),
    ] {
        let mut body = json!({ "name": "Two" });
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        assert_eq!(app.post("/machines", body).await.refusal(), refusal, "{change}");
    }
    assert_eq!(app.post("/machines", json!({})).await.refusal(), (422, "form_param_missing", Some("name")));
    assert_eq!(app.get("/machines").await.ok()["total_count"], 1);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn no_secret_of_a_machine_stands_in_the_database_in_clear() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let token = app.token(&machine, json!({})).await;
    app.post(&format!("/machines/{}/secret_key/rotate", machine.id), json!({ "previous_token_ttl": 60 })).await.ok();
    let rows = app.rows().await;
    assert!(rows.contains(&machine.id) && rows.contains(text(&token, "id")), "the rows are read");
    for secret in [machine.key.as_str(), text(&token, "token")] {
        // Neither as text nor as bytes, which the dump writes as numbers or as hexadecimal digits.
        let secret = secret.split_once('_').unwrap().1;
        let numbers: Vec<String> = secret.bytes().map(|byte| byte.to_string()).collect();
        let digits: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(![secret, &numbers.join(", "), &digits].iter().any(|text| rows.contains(*text)));
    }
}
