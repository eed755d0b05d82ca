use serde_json::{Value, json};

use crate::app::App;

#[tokio::test]
async fn an_unlocked_user_has_every_attempt_again() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.rewrite_user(&ada, |user| user.failed_attempts = Some(100)).await;
    app.post(&format!("/users/{ada}/lock"), json!({})).await.ok();
    let unlocked = app.post(&format!("/users/{ada}/unlock"), json!({})).await.ok();
    assert_eq!(unlocked["locked"], false);
    assert_eq!(unlocked.get("lockout_expires_in_seconds"), Some(&Value::Null));
    assert_eq!(unlocked["verification_attempts_remaining"], 100);
    app.clock.advance(1000);
    assert_eq!(app.post(&format!("/users/{ada}/unlock"), json!({})).await.ok(), unlocked, "again is nothing");
    assert_eq!(app.post("/users/user_none/unlock", json!({})).await.refusal(), (404, "resource_not_found", None));
    app.configure(|settings| settings.lockout_enabled = false).await;
    let refused = app.post(&format!("/users/{ada}/unlock"), json!({})).await;
    assert_eq!(refused.refusal(), (403, "feature_not_enabled", None));
}
