use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::{DAY, person, text};

/// Begins a sign-up and gives its id.
pub(super) async fn begin(app: &App, seed: Value) -> String {
    app.seed(json!({ "sign_ups": [seed] })).await.unwrap().sign_ups[0].id.clone()
}

#[tokio::test]
async fn a_sign_up_says_what_is_missing() {
    let app = App::start().await;
    app.configure(|settings| {
        settings.required_attributes = vec!["email_address".to_owned(), "first_name".to_owned()];
        settings.legal_consent_required = true;
    })
    .await;
    let id = begin(
        &app,
        json!({
            "email_address": "Ada@example.com", "phone_number": "+1 415 555 0100", "prepared_fields": ["phone_number"],
            "unsafe_metadata": { "a": 1 }, "password_enabled": true, "locale": "en-GB",
        }),
    )
    .await;
    let path = format!("/sign_ups/{id}");
    let shown = app.get(&path).await.ok();
    let expected = json!({
        "object": "sign_up_attempt", "id": id, "status": "missing_requirements",
        "required_fields": ["email_address", "first_name", "legal_accepted"],
        "optional_fields": ["phone_number", "web3_wallet", "username", "password", "last_name"],
        "missing_fields": ["first_name", "legal_accepted"],
        "unverified_fields": ["email_address", "phone_number"],
        "verifications": {
            "email_address": { "next_action": "needs_prepare", "supported_strategies": ["email_code", "email_link"] },
            "phone_number": { "next_action": "needs_attempt", "supported_strategies": ["phone_code"] },
            "web3_wallet": null, "external_account": null,
        },
        "username": null, "email_address": "ada@example.com", "phone_number": "+14155550100", "web3_wallet": null,
        "password_enabled": true, "first_name": null, "last_name": null, "unsafe_metadata": { "a": 1 },
        "public_metadata": {}, "custom_action": false, "external_id": null, "created_session_id": null,
        "created_user_id": null, "abandon_at": START + DAY, "legal_accepted_at": null, "locale": "en-GB",
    });
    assert_eq!(shown, expected);
    let mut older = expected;
    older.as_object_mut().unwrap().remove("locale");
    assert_eq!(app.in_version("2025-03-12", &path, None).await.ok(), older);
}

#[tokio::test]
async fn a_sign_up_ends_with_a_user_or_by_itself() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let session = app.session(&ada).await;
    let seed = json!({
        "email_address": "ada@example.com", "verified_fields": ["email_address"], "user_id": ada,
        "session_id": session["id"],
    });
    let complete = app.get(&format!("/sign_ups/{}", begin(&app, seed).await)).await.ok();
    assert_eq!((&complete["status"], &complete["created_user_id"]), (&json!("complete"), &json!(ada)));
    assert_eq!(complete["created_session_id"], session["id"]);
    assert_eq!((&complete["missing_fields"], &complete["unverified_fields"]), (&json!([]), &json!([])));
    assert_eq!(complete["verifications"]["email_address"]["next_action"], "");

    let open = format!("/sign_ups/{}", begin(&app, json!({ "username": "bob" })).await);
    app.clock.advance(DAY - 1);
    assert_eq!(app.get(&open).await.ok()["status"], "missing_requirements");
    app.clock.advance(1);
    assert_eq!(app.get(&open).await.ok()["status"], "abandoned");

    app.delete(&format!("/users/{ada}")).await.ok();
    let gone = app.get(&format!("/sign_ups/{}", text(&complete, "id"))).await;
    assert_eq!(gone.refusal(), (404, "resource_not_found", None), "it went with its user");
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_sign_up_that_does_not_exist_is_named() {
    let app = App::start().await;
    let answer = app.get("/sign_ups/sua_none").await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
    assert!(text(&answer.body["errors"][0], "long_message").contains("sua_none"));
}

#[tokio::test]
async fn what_cannot_be_a_sign_up_is_refused() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let session = app.session(&bob).await;
    for (seed, said) in [
        (json!({ "email_address": "nobody" }), "nobody"),
        (json!({ "phone_number": "12" }), "12"),
        (json!({ "verified_fields": ["hat"] }), "hat"),
        (json!({ "user_id": "user_none" }), "user_none"),
        (json!({ "user_id": ada, "session_id": session["id"] }), text(&session, "id")),
    ] {
        let error = app.seed(json!({ "sign_ups": [seed] })).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}
