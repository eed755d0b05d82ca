use serde_json::{Value, json};

use crate::app::{App, START};
use crate::keys::without_secret;
use crate::people::{SECOND, text};

#[tokio::test]
async fn a_key_says_whose_it_is_and_its_secret_is_shown_once() {
    let app = App::start().await;
    let (ada, acme) = (app.user("ada").await, app.organization("Acme").await);
    let made = app.api_key(&ada, "Backup", json!({})).await;
    let (id, secret) = (text(&made, "id"), text(&made, "secret"));
    assert!(id.starts_with("ak_") && id.len() == 35, "{id}");
    assert!(secret.starts_with("ak_") && secret.len() == 45, "{secret}");
    let expected = json!({
        "object": "api_key", "id": id, "type": "api_key", "subject": ada, "name": "Backup", "description": null,
        "claims": null, "scopes": [], "secret": secret, "revoked": false, "revocation_reason": null, "expired": false,
        "expiration": null, "created_by": null, "last_used_at": null, "created_at": START, "updated_at": START,
    });
    assert_eq!(made, expected);
    let more = json!({
        "type": "for tests", "description": "Every night", "claims": { "a": [1, null] }, "scopes": ["read", "write"],
        "created_by": ada, "seconds_until_expiration": 0.5,
    });
    let full = app.api_key(&acme, "Backup", more.clone()).await;
    let mut expected = json!({ "subject": acme, "expiration": START + 500 });
    expected.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    expected.as_object_mut().unwrap().remove("seconds_until_expiration");
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(full[name], *value, "{name}");
    }
    for key in [made, full] {
        let path = format!("/api_keys/{}", text(&key, "id"));
        assert_eq!(app.get(&path).await.ok(), without_secret(key));
    }
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn machines_own_keys_too_and_null_is_nothing() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let nothing = json!({
        "description": null, "claims": null, "created_by": null, "seconds_until_expiration": null, "scopes": [],
    });
    let made = app.api_key(&machine.id, "Key", nothing).await;
    assert_eq!((&made["subject"], &made["expiration"]), (&json!(machine.id), &Value::Null));
    // Claims may be anything.
    for (number, claims) in [json!([1]), json!("text"), json!(5), json!(true), json!({})].into_iter().enumerate() {
        let made = app.api_key(&machine.id, &format!("Key {number}"), json!({ "claims": claims })).await;
        assert_eq!(app.verify_key(&made).await.ok()["claims"], claims);
    }
}

#[tokio::test]
async fn a_name_is_taken_until_its_key_is_deleted() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let taken = (409, "token_creation_conflict", Some("name"));
    let make = || app.ask_key(&ada, "Key", json!({}));
    let (first, second) = tokio::join!(make(), make());
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "one of two who race");
    let made = if first.status == 201 { first.body } else { second.body };
    assert_eq!(make().await.refusal(), taken);
    assert_eq!(app.ask_key(&ada, "Key", json!({ "type": "other" })).await.refusal(), taken, "whatever it is for");
    app.api_key(&ada, "key", json!({})).await;
    app.api_key(&bob, "Key", json!({})).await;
    let path = format!("/api_keys/{}", text(&made, "id"));
    app.post(&format!("{path}/revoke"), json!({})).await.ok();
    assert_eq!(make().await.refusal(), taken, "one that was taken back has it still");
    app.delete(&path).await.ok();
    assert_ne!(app.api_key(&ada, "Key", json!({})).await["id"], made["id"]);
    // So has one whose time is up.
    let short = json!({ "seconds_until_expiration": 1 });
    app.api_key(&ada, "Short", short.clone()).await;
    app.clock.advance(SECOND);
    assert_eq!(app.ask_key(&ada, "Short", short).await.refusal(), taken);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn what_cannot_be_a_key_is_refused_and_leaves_nothing() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let bad = |name| (400, "bad_request", Some(name));
    let unknown = |name| (404, "resource_not_found", Some(name));
    let nobody = |kind: &str| format!("{kind}_{}", "n".repeat(27));
    for (change, refusal) in [
        (json!({ "name": "ab" }), bad("name")),
        (json!({ "name": " abc" }), bad("name")),
        (json!({ "name": "x".repeat(256) }), bad("name")),
        (json!({ "name": null }), bad("name")),
        (json!({ "subject": "ada" }), bad("subject")),
        (json!({ "subject": nobody("user") }), unknown("subject")),
        (json!({ "subject": nobody("org") }), unknown("subject")),
        (json!({ "subject": nobody("mch") }), unknown("subject")),
        (json!({ "subject": nobody("scim") }), unknown("subject")),
        (json!({ "type": "ab" }), bad("type")),
        (json!({ "type": "x".repeat(26) }), bad("type")),
        (json!({ "description": "x".repeat(256) }), bad("description")),
        (json!({ "scopes": ["a", 5] }), bad("scopes")),
        (json!({ "scopes": ["x".repeat(16 * 1024)] }), bad("scopes")),
        (json!({ "claims": "x".repeat(16 * 1024) }), bad("claims")),
        (json!({ "created_by": nobody("org") }), bad("created_by")),
        (json!({ "created_by": nobody("user") }), unknown("created_by")),
        (json!({ "seconds_until_expiration": 0 }), bad("seconds_until_expiration")),
        (json!({ "seconds_until_expiration": -1 }), bad("seconds_until_expiration")),
        (json!({ "seconds_until_expiration": "1" }), bad("seconds_until_expiration")),
        (json!({ "secret": "ak_mine" }), bad("secret")),
    ] {
        let answer = app.ask_key(&ada, "Key", change.clone()).await;
        assert_eq!(answer.refusal(), refusal, "{change}");
    }
    let place = app.ask_key(&ada, "Key", json!({ "scopes": ["a", 5] })).await;
    assert!(text(&place.body["errors"][0], "long_message").contains("scopes[1]"), "{}", place.body);
    let neither = app.post("/api_keys", json!({})).await;
    assert_eq!(neither.body["errors"].as_array().unwrap().len(), 2, "everything that is wrong: {}", neither.body);
    assert_eq!(app.get(&format!("/api_keys?subject={ada}&include_invalid=true")).await.ok()["total_count"], 0);
    app.api_key(&ada, &"ß".repeat(255), json!({ "claims": "x".repeat(16_000), "description": "x".repeat(255) })).await;
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn no_secret_of_a_key_stands_in_the_database_in_clear() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let made = app.api_key(&ada, "Key", json!({})).await;
    let rows = app.rows().await;
    assert!(rows.contains(text(&made, "id")), "the rows are read");
    // Neither as text nor as bytes, which the dump writes as numbers or as hexadecimal digits.
    let secret = text(&made, "secret").split_once('_').unwrap().1;
    let numbers: Vec<String> = secret.bytes().map(|byte| byte.to_string()).collect();
    let digits: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(![secret, &numbers.join(", "), &digits].iter().any(|text| rows.contains(*text)));
}
