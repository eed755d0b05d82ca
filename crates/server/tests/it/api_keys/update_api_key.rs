use serde_json::{Value, json};

use crate::app::{App, START};
use crate::keys::{names, without_secret};
use crate::machines_and_tokens::GONE;
use crate::people::{SECOND, text};

#[tokio::test]
async fn what_is_left_out_stays() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let more =
        json!({ "claims": { "a": 1 }, "scopes": ["read"], "description": "One", "seconds_until_expiration": 60 });
    let made = app.api_key(&ada, "Key", more).await;
    let path = format!("/api_keys/{}", text(&made, "id"));
    app.clock.advance(9);
    let mut expected = without_secret(made.clone());
    for same in [
        json!({}),
        json!({ "subject": ada }),
        json!({ "claims": { "a": 1 }, "scopes": ["read"], "description": "One" }),
    ] {
        assert_eq!(app.patch(&path, same.clone()).await.ok(), expected, "{same}");
    }
    for (change, shown) in [
        (json!({ "claims": { "b": 2 } }), json!({ "claims": { "b": 2 } })),
        (json!({ "scopes": [] }), json!({ "scopes": [] })),
        (json!({ "description": "Two" }), json!({ "description": "Two" })),
        (json!({ "claims": null, "description": null }), json!({ "claims": null, "description": null })),
        (json!({ "seconds_until_expiration": null }), json!({ "expiration": null })),
        (json!({ "seconds_until_expiration": 2.5, "subject": ada }), json!({ "expiration": START + 9 + 6 * 9 + 2500 })),
    ] {
        app.clock.advance(9);
        expected["updated_at"] = json!(app.clock.now());
        expected.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
        assert_eq!(app.patch(&path, change.clone()).await.ok(), expected, "{change}");
        assert_eq!(app.get(&path).await.ok(), expected);
    }
    expected["last_used_at"] = json!(app.clock.now());
    assert_eq!(app.verify_key(&made).await.ok(), expected, "the secret stays");
}

#[tokio::test]
async fn one_whose_time_is_up_works_again_with_a_new_time_unless_it_was_taken_back() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let short = json!({ "seconds_until_expiration": 60 });
    let (one, two) = (app.api_key(&ada, "One", short.clone()).await, app.api_key(&ada, "Two", short).await);
    app.post(&format!("/api_keys/{}/revoke", text(&two, "id")), json!({})).await.ok();
    app.clock.advance(60 * SECOND);
    let now = app.clock.now();
    // Whether or not its end is in the counts yet.
    for taken_over in [false, true] {
        if taken_over {
            app.store_write(move |tx| tx.expire_bearers(frontdesk_storage::bearer_tokens::BearerKind::ApiKey, now))
                .await;
        }
        for key in [&one, &two] {
            assert_eq!(app.verify_key(key).await.refusal(), GONE);
        }
    }
    for key in [&one, &two] {
        app.patch(&format!("/api_keys/{}", text(key, "id")), json!({ "seconds_until_expiration": 60 })).await.ok();
    }
    assert_eq!(app.verify_key(&one).await.ok()["expired"], false);
    assert_eq!(app.verify_key(&two).await.refusal(), GONE);
    let page = app.get(&format!("/api_keys?subject={ada}")).await.ok();
    assert_eq!((names(&page), &page["total_count"]), (vec!["One"], &json!(1)));
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let made = app.api_key(&ada, "Key", json!({})).await;
    let path = format!("/api_keys/{}", text(&made, "id"));
    let bad = |name| (400, "bad_request", Some(name));
    for (change, refusal) in [
        (json!({ "subject": bob }), bad("subject")),
        (json!({ "subject": "bob" }), bad("subject")),
        (json!({ "subject": null }), bad("subject")),
        (json!({ "name": "Other" }), bad("name")),
        (json!({ "scopes": null }), bad("scopes")),
        (json!({ "scopes": ["x".repeat(16 * 1024)] }), bad("scopes")),
        (json!({ "claims": "x".repeat(16 * 1024) }), bad("claims")),
        (json!({ "description": "x".repeat(256) }), bad("description")),
        (json!({ "seconds_until_expiration": 0 }), bad("seconds_until_expiration")),
    ] {
        assert_eq!(app.patch(&path, change.clone()).await.refusal(), refusal, "{change}");
    }
    assert_eq!(app.get(&path).await.ok(), without_secret(made));
    assert_eq!(app.patch("/api_keys/ak_none", json!({ "claims": Value::Null })).await.refusal(), GONE);
}
