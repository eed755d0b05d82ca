use serde_json::{Value, json};

use crate::app::App;
use crate::people::{DAY, person, text};

#[tokio::test]
async fn a_session_reads_as_it_was_answered_when_created() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    assert_eq!(app.get(&format!("/sessions/{}", text(&session, "id"))).await.ok(), session);
}

#[tokio::test]
async fn a_session_expires_and_is_abandoned_by_the_passing_of_time() {
    let app = App::start().await;
    let session = app.session(&app.add_user(person("ada")).await).await;
    let path = format!("/sessions/{}", text(&session, "id"));
    let status = async || app.get(&path).await.ok()["status"].clone();
    app.clock.advance(7 * DAY - 1);
    assert_eq!(status().await, "active");
    app.clock.advance(1);
    assert_eq!(status().await, "expired");
    app.clock.advance(23 * DAY);
    assert_eq!(status().await, "abandoned");
    assert_eq!(app.get(&path).await.ok()["updated_at"], session["updated_at"], "nobody changed it");
}

#[tokio::test]
async fn leaving_an_organization_takes_it_out_of_the_session() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let organization = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let body = json!({ "user_id": ada, "active_organization_id": organization });
    let session = app.post("/sessions", body).await.ok();
    let (id, user) = (organization.clone(), ada.clone());
    app.store_write(move |tx| {
        let membership = tx.find_membership(&id, &user)?.unwrap();
        tx.delete_membership(&membership)
    })
    .await;
    let read = app.get(&format!("/sessions/{}", text(&session, "id"))).await.ok();
    assert_eq!(read["last_active_organization_id"], Value::Null);
}

#[tokio::test]
async fn an_unknown_session_is_named() {
    let app = App::start().await;
    let answer = app.get("/sessions/sess_none").await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
    let error = &answer.body["errors"][0];
    assert_eq!(error["message"], "Session not found");
    assert!(text(error, "long_message").contains("sess_none"));
}

#[tokio::test]
async fn instances_do_not_see_each_others_sessions() {
    let (app, other) = (App::start().await, App::start().await);
    let session = app.session(&app.add_user(person("ada")).await).await;
    let path = format!("/sessions/{}", text(&session, "id"));
    assert_eq!(other.get(&path).await.status, 404);
}
