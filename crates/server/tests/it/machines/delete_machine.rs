use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::{GONE, NO_MACHINE};
use crate::people::text;

#[tokio::test]
async fn a_deleted_machine_takes_key_tokens_and_access_with_it() {
    let app = App::start().await;
    let two = app.machine("Two", &[]).await;
    let one = app.machine("One", &[&two]).await;
    app.post(&format!("/machines/{}/scopes", two.id), json!({ "to_machine_id": one.id })).await.ok();
    let (ours, theirs) = (app.token(&one, json!({})).await, app.token(&two, json!({})).await);
    app.verify(&two.key, &ours).await.ok();
    let deleted = app.delete(&format!("/machines/{}", one.id)).await.ok();
    assert_eq!(deleted, json!({ "object": "machine", "id": one.id, "deleted": true }));
    assert_eq!(app.ask_token(&one.key, json!({})).await.refusal(), NO_MACHINE);
    for key in [&two.key, &app.secret_key] {
        assert_eq!(app.verify(key, &ours).await.refusal(), GONE);
    }
    app.verify(&app.secret_key, &theirs).await.ok();
    assert_eq!(app.get(&format!("/machines/{}", two.id)).await.ok()["scoped_machines"], json!([]));
    for answer in [
        app.get(&format!("/machines/{}", one.id)).await,
        app.delete(&format!("/machines/{}", one.id)).await,
        app.patch(&format!("/machines/{}", one.id), json!({})).await,
        app.get(&format!("/machines/{}/secret_key", one.id)).await,
        app.get(&format!("/m2m_tokens?subject={}", one.id)).await,
        app.post(&format!("/m2m_tokens/{}/revoke", text(&ours, "id")), json!({})).await,
    ] {
        assert_eq!(answer.refusal(), GONE);
    }
    assert_eq!(app.get("/machines").await.ok()["total_count"], 1);
    assert!(app.store.check().await.unwrap().is_clean());
    app.delete(&format!("/machines/{}", two.id)).await.ok();
    let rows = app.rows().await;
    for secret in [&one.id, &two.id, &text(&ours, "id").to_owned(), &text(&theirs, "id").to_owned()] {
        assert!(!rows.contains(secret.as_str()), "{secret} is left");
    }
}

#[tokio::test]
async fn of_many_tokens_none_works_at_once_and_none_is_left_in_the_end() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let mut tokens = Vec::new();
    for _ in 0..250 {
        tokens.push(app.token(&machine, json!({})).await);
    }
    app.delete(&format!("/machines/{}", machine.id)).await.ok();
    for token in [&tokens[0], &tokens[249]] {
        assert_eq!(app.verify(&app.secret_key, token).await.refusal(), GONE);
        let revoke = format!("/m2m_tokens/{}/revoke", text(token, "id"));
        let refused = app.with_key(&app.secret_key, Method::POST, &revoke, Some(json!({}))).await;
        assert_eq!(refused.refusal(), GONE);
    }
    assert!(app.store.check().await.unwrap().is_clean());
    while app.rows().await.contains(&machine.id) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(app.store.check().await.unwrap().is_clean());
}
