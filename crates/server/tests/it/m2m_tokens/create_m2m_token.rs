use serde_json::{Value, json};

use crate::app::{App, START};
use crate::machines_and_tokens::NO_MACHINE;
use crate::people::{SECOND, text};
use crate::tokens::raw_header;

#[tokio::test]
async fn a_token_says_whose_it_is_and_whom_it_is_good_for() {
    let app = App::start().await;
    let two = app.machine("Two", &[]).await;
    let one = app.machine("One", &[&two]).await;
    let made = app.token(&one, json!({ "claims": { "permission": "read" } })).await;
    let (id, token) = (text(&made, "id"), text(&made, "token"));
    assert!(id.starts_with("mt_") && id.len() == 35, "{id}");
    assert!(token.starts_with("mt_") && token != id, "{token}");
    let expected = json!({
        "object": "machine_to_machine_token", "id": id, "subject": one.id, "claims": { "permission": "read" },
        "scopes": [two.id], "token": token, "revoked": false, "revocation_reason": null, "expired": false,
        "expiration": START + 3_600_000, "last_used_at": null, "created_at": START, "updated_at": START,
    });
    assert_eq!(made, expected);
    let plain = app.token(&two, json!({ "claims": null, "seconds_until_expiration": null })).await;
    assert_eq!((&plain["claims"], &plain["scopes"]), (&Value::Null, &json!([])));
    let short = app.token(&two, json!({ "seconds_until_expiration": 0.5 })).await;
    assert_eq!(short["expiration"], START + 500);
}

#[tokio::test]
async fn only_the_key_of_a_machine_makes_tokens() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    for key in [app.secret_key.as_str(), "sk_test_wrong", "ak_wrong", &machine.id] {
        assert_eq!(app.ask_token(key, json!({})).await.refusal(), NO_MACHINE, "{key}");
    }
    let url = format!("{}/v1/m2m_tokens", app.server.url());
    let without = app.send(app.http.post(url).json(&json!({}))).await;
    assert_eq!(without.refusal(), (401, "authorization_header_format_invalid", None));
}

#[tokio::test]
async fn the_official_sdk_for_javascript_leaves_the_version_out_of_the_path() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let post = |path: &str, key: &str, body: Value| {
        app.send(app.http.post(format!("{}{path}", app.server.url())).bearer_auth(key).json(&body))
    };
    let made = post("/m2m_tokens", &machine.key, json!({ "seconds_until_expiration": null })).await;
    assert_eq!(made.status, 201, "{}", made.body);
    post("/m2m_tokens/verify", &app.secret_key, json!({ "token": made.body["token"] })).await.ok();
    let list = format!("{}/m2m_tokens?subject={}", app.server.url(), machine.id);
    assert_eq!(app.send(app.http.get(list).bearer_auth(&app.secret_key)).await.ok()["total_count"], 1);
    post(&format!("/m2m_tokens/{}/revoke", text(&made.body, "id")), &machine.key, json!({})).await.ok();
}

#[tokio::test]
async fn a_jwt_is_read_by_the_keys_of_the_instance_and_stored_nowhere() {
    let app = App::start().await;
    let (two, three) = (app.machine("Two", &[]).await, app.machine("Three", &[]).await);
    let one = app.machine("One", &[&two, &three]).await;
    let body = json!({ "token_format": "jwt", "claims": { "permission": "read" }, "seconds_until_expiration": 59.2 });
    let made = app.token(&one, body).await;
    let token = text(&made, "token");
    assert_eq!(
        (&raw_header(token)["cat"], &raw_header(token)["kid"]),
        (&json!("cl_B7d4PD333AAA"), &json!(app.instance_id))
    );
    let said = Value::Object(app.read_token(token).await.claims);
    let now = START / 1000;
    let mut scopes = [two.id.as_str(), three.id.as_str()];
    scopes.sort_unstable();
    let expected = json!({
        "aud": scopes, "scopes": scopes.join(" "), "sub": one.id, "jti": made["id"], "iat": now, "nbf": now,
        "exp": now + 59, "iss": said["iss"], "permission": "read",
    });
    assert_eq!(said, expected);
    assert!(text(&said, "iss").starts_with("https://"));
    assert_eq!((&made["expiration"], &made["scopes"]), (&json!((now + 59) * 1000), &json!(scopes)));
    assert_eq!((&made["claims"], &made["revoked"]), (&json!({ "permission": "read" }), &json!(false)));
    assert_eq!(app.get(&format!("/m2m_tokens?subject={}", one.id)).await.ok()["total_count"], 0);
    assert!(!app.rows().await.contains(text(&made, "id")));
    let short = app.token(&one, json!({ "token_format": "jwt", "seconds_until_expiration": 0.1 })).await;
    assert_eq!(app.read_token(text(&short, "token")).await.claims["exp"], now + 1);
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused() {
    let app = App::start().await;
    let machine = app.machine("One", &[]).await;
    let bad = |name| (400, "bad_request", Some(name));
    let reserved = (400, "machine_token_reserved_claim", Some("claims"));
    for (body, refusal) in [
        (json!({ "seconds_until_expiration": 0 }), bad("seconds_until_expiration")),
        (json!({ "seconds_until_expiration": -1 }), bad("seconds_until_expiration")),
        (json!({ "seconds_until_expiration": "1" }), bad("seconds_until_expiration")),
        (json!({ "token_format": "paper" }), bad("token_format")),
        (json!({ "claims": [] }), bad("claims")),
        (json!({ "claims": { "text": "x".repeat(16 * 1024) } }), bad("claims")),
        (json!({ "min_remaining_ttl_seconds": 3600 }), bad("min_remaining_ttl_seconds")),
        (json!({ "min_remaining_ttl_seconds": 1.5 }), bad("min_remaining_ttl_seconds")),
        (json!({ "scopes": [] }), bad("scopes")),
        (json!({ "claims": { "exp": 1 } }), reserved),
        (json!({ "claims": { "aud": "x" }, "token_format": "jwt" }), reserved),
        (json!({ "claims": { "scopes": "x" }, "token_format": "jwt" }), reserved),
    ] {
        assert_eq!(app.ask_token(&machine.key, body.clone()).await.refusal(), refusal, "{body}");
    }
    assert_eq!(app.get(&format!("/m2m_tokens?subject={}", machine.id)).await.ok()["total_count"], 0);
    app.token(&machine, json!({ "claims": { "scopes": "my own", "nested": { "exp": 1 } } })).await;
}

#[tokio::test]
async fn an_earlier_token_that_says_the_same_is_given_again() {
    let app = App::start().await;
    let two = app.machine("Two", &[]).await;
    let one = app.machine("One", &[&two]).await;
    let ask = |claims: Value, remaining: i64| json!({ "claims": claims, "seconds_until_expiration": 600, "min_remaining_ttl_seconds": remaining });
    let first = app.token(&one, ask(json!({ "a": 1, "b": [2] }), 60)).await;
    app.clock.advance(9 * 60 * SECOND);
    assert_eq!(app.token(&one, ask(json!({ "b": [2], "a": 1 }), 60)).await, first, "with the token itself");
    // Another machine, other claims, too little time: a new one.
    for (machine, body) in [
        (&two, ask(json!({ "a": 1, "b": [2] }), 60)),
        (&one, ask(json!({ "a": 1 }), 60)),
        (&one, ask(Value::Null, 60)),
        (&one, json!({ "claims": { "a": 1, "b": [2] } })),
    ] {
        assert_ne!(app.token(machine, body).await["id"], first["id"]);
    }
    app.clock.advance(1);
    let second = app.token(&one, ask(json!({ "a": 1, "b": [2] }), 3000 / 10)).await;
    assert_ne!(second["id"], first["id"], "the latest may have been made without asking, and lives on");
    // What was taken back, or is good for others, is not given again.
    app.post(&format!("/m2m_tokens/{}/revoke", text(&second, "id")), json!({})).await.ok();
    let third = app.token(&one, ask(json!({ "a": 1, "b": [2] }), 60)).await;
    assert_ne!(third["id"], second["id"]);
    app.delete(&format!("/machines/{}/scopes/{}", one.id, two.id)).await.ok();
    let fourth = app.token(&one, ask(json!({ "a": 1, "b": [2] }), 60)).await;
    assert_eq!(fourth["scopes"], json!([]));
    // JWTs are always new.
    let mut body = ask(json!({}), 60);
    body["token_format"] = json!("jwt");
    assert_ne!(app.token(&one, body.clone()).await["id"], app.token(&one, body).await["id"]);
    assert!(app.store.check().await.unwrap().is_clean());
}
