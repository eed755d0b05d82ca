use reqwest::Method;
use serde_json::json;

use crate::app::{App, START};
use crate::machines_and_tokens::GONE;
use crate::people::{SECOND, text};
use crate::world::World;

#[tokio::test]
async fn a_token_is_good_for_those_it_names_and_for_the_instance() {
    let app = App::start().await;
    let (two, three) = (app.machine("Two", &[]).await, app.machine("Three", &[]).await);
    let one = app.machine("One", &[&two]).await;
    let made = app.token(&one, json!({ "claims": { "a": 1 } })).await;
    app.clock.advance(7);
    let mut expected = made.clone();
    expected.as_object_mut().unwrap().remove("token");
    expected["last_used_at"] = json!(START + 7);
    for key in [&two.key, &app.secret_key] {
        assert_eq!(app.verify(key, &made).await.ok(), expected);
    }
    for key in [&one.key, &three.key] {
        assert_eq!(app.verify(key, &made).await.refusal(), GONE);
    }
    assert_eq!(app.verify("ak_wrong", &made).await.refusal(), (401, "machine_secret_key_invalid", None));
    assert_eq!(app.verify("sk_test_wrong", &made).await.refusal(), (401, "clerk_key_invalid", None));
}

#[tokio::test]
async fn what_is_unknown_foreign_or_over_is_not_found() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let made = app.token(&machine, json!({ "seconds_until_expiration": 60 })).await;
    let jwt = app.token(&machine, json!({ "token_format": "jwt" })).await;
    let other = World::create(&app.store).await;
    for token in ["", "mt_nobodys", text(&made, "id"), text(&jwt, "token"), &machine.key, &other.ids("m2m_secret")[0]] {
        let refused = app.verify(&app.secret_key, &json!({ "token": token })).await;
        assert_eq!(refused.refusal(), GONE, "{token}");
        assert!(token.is_empty() || !refused.body.to_string().contains(token), "a secret is not repeated");
    }
    assert_eq!(app.verify(&other.secret_key, &made).await.refusal(), GONE);
    app.clock.advance(60 * SECOND - 1);
    app.verify(&app.secret_key, &made).await.ok();
    app.clock.advance(1);
    assert_eq!(app.verify(&app.secret_key, &made).await.refusal(), GONE);
}

#[tokio::test]
async fn the_official_sdk_for_python_calls_the_token_a_secret() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let made = app.token(&machine, json!({})).await;
    let verify = |body| app.with_key(&app.secret_key, Method::POST, "/m2m_tokens/verify", Some(body));
    let answer = verify(json!({ "secret": made["token"] })).await.ok();
    assert_eq!(answer["id"], made["id"]);
    let both = verify(json!({ "secret": "x", "token": made["token"] })).await;
    assert_eq!(both.refusal(), (400, "bad_request", Some("secret")), "there is one token");
    assert_eq!(verify(json!({})).await.refusal(), (400, "bad_request", Some("token")));
}

#[tokio::test]
async fn uses_are_told_at_once_and_written_together() {
    let app = App::start().await;
    let (one, two) = (app.machine("One", &[]).await, app.machine("Two", &[]).await);
    let (used, unused) = (app.token(&one, json!({})).await, app.token(&one, json!({})).await);
    let other = app.token(&two, json!({})).await;
    for token in [&used, &other, &used] {
        app.clock.advance(10);
        app.verify(&app.secret_key, token).await.ok();
    }
    let list = app.get(&format!("/m2m_tokens?subject={}", one.id)).await.ok();
    let shown = |id: &str| {
        let tokens = list["m2m_tokens"].as_array().unwrap();
        tokens.iter().find(|token| token["id"] == id).unwrap()["last_used_at"].clone()
    };
    assert_eq!((shown(text(&used, "id")), shown(text(&unused, "id"))), (json!(START + 30), json!(null)));
    let App { server, store, instance_id, database, .. } = app;
    server.stop().await;
    let ids = [&used, &unused, &other].map(|token| text(token, "id").to_owned());
    let read = store.read(instance_id.as_str().into(), move |tx| {
        ids.iter()
            .map(|id| Ok(tx.find_m2m_token(id)?.unwrap().last_used_at))
            .collect::<Result<Vec<_>, frontdesk_storage::StorageError>>()
    });
    assert_eq!(read.await.unwrap(), [Some(START + 30), None, Some(START + 20)]);
    drop(database);
}
