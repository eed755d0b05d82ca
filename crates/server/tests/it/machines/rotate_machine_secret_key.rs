use serde_json::{Value, json};

use crate::app::App;
use crate::machines_and_tokens::{GONE, Machine, NO_MACHINE};
use crate::people::{SECOND, text};

async fn rotate(app: &App, machine: &Machine, seconds: i64) -> String {
    let path = format!("/machines/{}/secret_key/rotate", machine.id);
    let rotated = app.post(&path, json!({ "previous_token_ttl": seconds })).await.ok();
    assert_eq!(rotated["object"], "machine_secret_key");
    text(&rotated, "secret").to_owned()
}

async fn works(app: &App, key: &str) -> bool {
    let answer = app.ask_token(key, json!({})).await;
    assert!(answer.status == 201 || answer.refusal() == NO_MACHINE, "{}", answer.body);
    answer.status == 201
}

#[tokio::test]
async fn both_keys_work_until_the_time_of_the_old_one_is_up() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let new = rotate(&app, &machine, 60).await;
    assert_ne!(new, machine.key);
    assert!(works(&app, &machine.key).await && works(&app, &new).await);
    assert_eq!(app.get(&format!("/machines/{}/secret_key", machine.id)).await.ok()["secret"], new.as_str());
    app.clock.advance(60 * SECOND - 1);
    assert!(works(&app, &machine.key).await && works(&app, &new).await);
    app.clock.advance(1);
    assert!(!works(&app, &machine.key).await && works(&app, &new).await);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn without_a_time_the_old_key_is_over_at_once() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    assert!(works(&app, &machine.key).await, "the server knows the key");
    let new = rotate(&app, &machine, 0).await;
    assert!(!works(&app, &machine.key).await && works(&app, &new).await);
    let rows = app.rows().await;
    assert_eq!(rows.lines().filter(|row| row.starts_with("machine_secret_keys ")).count(), 1, "nothing of it is kept");
}

#[tokio::test]
async fn no_earlier_key_works_longer_than_the_latest_rotation_says() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let second = rotate(&app, &machine, 3600).await;
    let third = rotate(&app, &machine, 60).await;
    app.clock.advance(30 * SECOND);
    for key in [&machine.key, &second, &third] {
        assert!(works(&app, key).await);
    }
    app.clock.advance(30 * SECOND);
    assert!(!works(&app, &machine.key).await && !works(&app, &second).await && works(&app, &third).await);
    // After a leak, everything that came before is over.
    let fourth = rotate(&app, &machine, 28_800).await;
    let fifth = rotate(&app, &machine, 0).await;
    assert!(!works(&app, &third).await && !works(&app, &fourth).await && works(&app, &fifth).await);
}

#[tokio::test]
async fn tokens_outlive_the_key_they_were_made_with() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let token = app.token(&machine, json!({})).await;
    rotate(&app, &machine, 0).await;
    app.verify(&app.secret_key, &token).await.ok();
}

#[tokio::test]
async fn a_time_is_asked_for_and_has_bounds() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let path = format!("/machines/{}/secret_key/rotate", machine.id);
    let invalid = (422, "form_param_value_invalid", Some("previous_token_ttl"));
    for (body, refusal) in [
        (json!({}), (422, "form_param_missing", Some("previous_token_ttl"))),
        (json!({ "previous_token_ttl": Value::Null }), (422, "form_param_nil", Some("previous_token_ttl"))),
        (json!({ "previous_token_ttl": -1 }), invalid),
        (json!({ "previous_token_ttl": 28_801 }), invalid),
    ] {
        assert_eq!(app.post(&path, body.clone()).await.refusal(), refusal, "{body}");
    }
    let unknown = app.post("/machines/mch_none/secret_key/rotate", json!({ "previous_token_ttl": 0 })).await;
    assert_eq!(unknown.refusal(), GONE);
    assert!(works(&app, &machine.key).await);
}
