use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_deleted_key_leaves_nothing() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({})).await;
    let path = format!("/api_keys/{}", text(&made, "id"));
    let deleted = app.delete(&path).await.ok();
    assert_eq!(deleted, json!({ "object": "api_key", "id": made["id"], "deleted": true }));
    for answer in [
        app.get(&path).await,
        app.delete(&path).await,
        app.patch(&path, json!({})).await,
        app.get(&format!("{path}/secret")).await,
        app.post(&format!("{path}/revoke"), json!({})).await,
        app.verify_key(&made).await,
    ] {
        assert_eq!(answer.refusal(), GONE);
    }
    assert_eq!(app.get(&format!("/api_keys?subject={ada}&include_invalid=true")).await.ok()["total_count"], 0);
    assert!(!app.rows().await.contains(text(&made, "id")));
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn keys_end_with_their_owner() {
    let app = App::start().await;
    let (ada, acme, machine) = (app.user("ada").await, app.organization("Acme").await, app.machine("One", &[]).await);
    let kept = app.api_key(&app.user("bob").await, "Key", json!({})).await;
    for (owner, path) in [
        (&ada, format!("/users/{ada}")),
        (&acme, format!("/organizations/{acme}")),
        (&machine.id, format!("/machines/{}", machine.id)),
    ] {
        let key = app.api_key(owner, "Key", json!({})).await;
        app.verify_key(&key).await.ok();
        app.delete(&path).await.ok();
        assert_eq!(app.verify_key(&key).await.refusal(), GONE, "{owner}");
        assert_eq!(app.get(&format!("/api_keys/{}", text(&key, "id"))).await.refusal(), GONE);
        let list = app.get(&format!("/api_keys?subject={owner}")).await;
        assert_eq!(list.refusal(), (404, "resource_not_found", Some("subject")));
        assert!(!app.rows().await.lines().any(|row| row.starts_with("api_keys ") && row.contains(owner.as_str())));
        assert!(app.store.check().await.unwrap().is_clean());
    }
    app.verify_key(&kept).await.ok();
}

#[tokio::test]
async fn of_many_keys_none_works_at_once_and_none_is_left_in_the_end() {
    let app = App::start().await;
    let (ada, acme) = (app.user("ada").await, app.organization("Acme").await);
    for (owner, path) in [(&ada, format!("/users/{ada}")), (&acme, format!("/organizations/{acme}"))] {
        let mut keys = Vec::new();
        for number in 0..250 {
            keys.push(app.api_key(owner, &format!("Key {number}"), json!({})).await);
        }
        app.delete(&path).await.ok();
        for key in [&keys[0], &keys[249]] {
            assert_eq!(app.verify_key(key).await.refusal(), GONE);
            let refused = app.post(&format!("/api_keys/{}/revoke", text(key, "id")), json!({})).await;
            assert_eq!(refused.refusal(), GONE);
        }
        assert!(app.store.check().await.unwrap().is_clean());
        // Events tell of the owner.
        let is_left = |row: &str| !row.starts_with("events ") && row.contains(owner.as_str());
        while app.rows().await.lines().any(is_left) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(app.store.check().await.unwrap().is_clean());
    }
}

#[tokio::test]
async fn a_seed_brings_a_deleted_user_back_without_its_keys() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let mut keys = Vec::new();
    for number in 0..250 {
        keys.push(app.api_key(&ada, &format!("Key {number}"), json!({})).await);
    }
    app.delete(&format!("/users/{ada}")).await.ok();
    app.seed(json!({ "users": [{ "id": ada, "email_address": ["ada@example.com"] }] })).await.unwrap();
    assert_eq!(app.get(&format!("/api_keys?subject={ada}&include_invalid=true")).await.ok()["total_count"], 0);
    for key in [&keys[0], &keys[249]] {
        assert_eq!(app.verify_key(key).await.refusal(), GONE);
    }
    app.api_key(&ada, "Key 249", json!({})).await;
    assert!(app.store.check().await.unwrap().is_clean());
}
