use serde_json::json;

use crate::app::{App, START};
use crate::keys::without_secret;
use crate::machines_and_tokens::GONE;
use crate::people::{SECOND, text};
use crate::world::World;

#[tokio::test]
async fn whoever_verifies_is_told_what_is_known() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({ "claims": { "a": 1 }, "scopes": ["read"] })).await;
    app.clock.advance(7);
    let mut expected = without_secret(made.clone());
    expected["last_used_at"] = json!(START + 7);
    assert_eq!(app.verify_key(&made).await.ok(), expected);
}

#[tokio::test]
async fn what_is_unknown_foreign_or_over_is_not_found() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({ "seconds_until_expiration": 60 })).await;
    let machine = app.machine("One", &[]).await;
    let other = World::create(&app.store).await;
    for secret in ["", "ak_nobodys", text(&made, "id"), &machine.key, &other.ids("api_key_secret")[0]] {
        let refused = app.verify_key(&json!({ "secret": secret })).await;
        assert_eq!(refused.refusal(), GONE, "{secret}");
        assert!(secret.is_empty() || !refused.body.to_string().contains(secret), "a secret is not repeated");
    }
    let verify = json!({ "secret": made["secret"] });
    let refused = app.send_as(&other.secret_key, reqwest::Method::POST, "/api_keys/verify", verify).await;
    assert_eq!(refused.refusal(), GONE);
    app.clock.advance(60 * SECOND - 1);
    app.verify_key(&made).await.ok();
    app.clock.advance(1);
    assert_eq!(app.verify_key(&made).await.refusal(), GONE);
    for (body, name) in
        [(json!({}), "secret"), (json!({ "secret": 5 }), "secret"), (json!({ "secret": "x", "token": "y" }), "token")]
    {
        assert_eq!(app.post("/api_keys/verify", body).await.refusal(), (400, "bad_request", Some(name)));
    }
}

#[tokio::test]
async fn uses_are_told_at_once_and_written_together_with_those_of_tokens() {
    let app = App::start().await;
    let (ada, machine) = (app.user("ada").await, app.machine("One", &[]).await);
    let (used, unused) = (app.api_key(&ada, "One", json!({})).await, app.api_key(&ada, "Two", json!({})).await);
    let token = app.token(&machine, json!({})).await;
    for _ in 0..2 {
        app.clock.advance(10);
        app.verify_key(&used).await.ok();
        app.verify(&app.secret_key, &token).await.ok();
    }
    let last_used = async |key| app.get(&format!("/api_keys/{}", text(key, "id"))).await.ok()["last_used_at"].clone();
    assert_eq!((last_used(&used).await, last_used(&unused).await), (json!(START + 20), json!(null)));
    let App { server, store, instance_id, database, .. } = app;
    server.stop().await;
    let ids = [&used, &unused, &token].map(|one| text(one, "id").to_owned());
    let read = store.read(instance_id.as_str().into(), move |tx| -> Result<_, frontdesk_storage::StorageError> {
        let of_key = |key: Option<frontdesk_storage::api_keys::ApiKey>| key.unwrap().last_used_at;
        Ok([
            of_key(tx.find_api_key(&ids[0])?),
            of_key(tx.find_api_key(&ids[1])?),
            tx.find_m2m_token(&ids[2])?.unwrap().last_used_at,
        ])
    });
    assert_eq!(read.await.unwrap(), [Some(START + 20), None, Some(START + 20)]);
    drop(database);
}
