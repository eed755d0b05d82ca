use serde_json::{Value, json};

use crate::app::App;
use crate::people::{SECOND, text};

#[tokio::test]
async fn a_lock_counts_down_and_runs_out_and_leaves_sessions_alone() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let session = app.session(&ada).await;
    app.rewrite_user(&ada, |user| user.failed_attempts = Some(40)).await;
    let locked = app.post(&format!("/users/{ada}/lock"), json!({})).await.ok();
    assert_eq!((&locked["locked"], &locked["banned"]), (&json!(true), &json!(false)));
    assert_eq!(locked["lockout_expires_in_seconds"], 3600);
    assert_eq!(locked["verification_attempts_remaining"], 60);
    let read = async || app.get(&format!("/users/{ada}")).await.ok();
    app.clock.advance(59 * SECOND + 1);
    assert_eq!(read().await["lockout_expires_in_seconds"], 3541);
    app.clock.advance(3541 * SECOND - 2);
    assert_eq!(read().await["lockout_expires_in_seconds"], 1);
    app.clock.advance(1);
    let over = read().await;
    assert_eq!((&over["locked"], over.get("lockout_expires_in_seconds")), (&json!(false), Some(&Value::Null)));
    assert_eq!(over["verification_attempts_remaining"], 100);
    assert_eq!(app.get(&format!("/sessions/{}", text(&session, "id"))).await.ok()["status"], "active");
}

#[tokio::test]
async fn a_lock_can_be_repeated_without_starting_anew() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let path = format!("/users/{ada}/lock");
    app.post(&path, json!({})).await.ok();
    app.clock.advance(600 * SECOND);
    assert_eq!(app.post(&path, json!({})).await.ok()["lockout_expires_in_seconds"], 3000);
    app.clock.advance(3600 * SECOND);
    let again = app.post(&path, json!({})).await.ok();
    assert_eq!((&again["locked"], &again["lockout_expires_in_seconds"]), (&json!(true), &json!(3600)));
}

#[tokio::test]
async fn the_instance_says_how_long_a_lock_lasts_and_whether_there_are_any() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let path = format!("/users/{ada}/lock");
    app.configure(|settings| settings.lockout_seconds = None).await;
    let locked = app.post(&path, json!({})).await.ok();
    assert_eq!((&locked["locked"], locked.get("lockout_expires_in_seconds")), (&json!(true), Some(&Value::Null)));
    app.clock.advance(1000 * 24 * 3600 * SECOND);
    assert_eq!(app.get(&format!("/users/{ada}")).await.ok()["locked"], true);
    app.configure(|settings| settings.lockout_enabled = false).await;
    assert_eq!(app.post(&path, json!({})).await.refusal(), (403, "feature_not_enabled", None));
}

#[tokio::test]
async fn a_lock_needs_a_user() {
    let app = App::start().await;
    assert_eq!(app.post("/users/user_none/lock", json!({})).await.refusal(), (404, "resource_not_found", None));
}
