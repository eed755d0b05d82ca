//! Secrets that are needed again: no row shows them, and they do what they did.

use std::sync::Arc;

use frontdesk_server::events;
use frontdesk_storage::StorageError;
use frontdesk_storage::events::EventQuery;
use serde_json::{Value, json};

use crate::app::App;
use crate::people::person;

const TOTP_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

#[tokio::test]
async fn what_a_user_has_from_an_app_and_from_providers_is_sealed_in_the_row() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    app.patch(&format!("/users/{ada}"), json!({ "totp_secret": TOTP_SECRET })).await.ok();
    let account = json!({
        "user_id": ada, "provider": "oauth_x", "provider_user_id": "x-1", "email_address": "ada@example.com",
        "token": { "token": "provider's token", "id_token": "provider's id token", "token_secret": "provider's secret" },
    });
    app.seed(json!({ "external_accounts": [account] })).await.unwrap();

    let stored = serde_json::to_string(&app.stored_user(&ada).await).unwrap();
    for secret in [TOTP_SECRET, "provider's token", "provider's id token", "provider's secret"] {
        assert!(!stored.contains(secret), "{secret} stands in {stored}");
    }
    let before = app.stored_user(&ada).await.totp.unwrap();
    // The same secret again is no new app.
    app.patch(&format!("/users/{ada}"), json!({ "totp_secret": TOTP_SECRET })).await.ok();
    assert_eq!(app.stored_user(&ada).await.totp.unwrap(), before);

    let tokens = app.get(&format!("/users/{ada}/oauth_access_tokens/oauth_x")).await.ok();
    let token = &tokens[0];
    assert_eq!(
        [&token["token"], &token["id_token"], &token["token_secret"]],
        ["provider's token", "provider's id token", "provider's secret"]
    );
    let exported = json!(app.export().await).to_string();
    assert!(exported.contains(TOTP_SECRET) && exported.contains("provider's secret"), "{exported}");
}

#[tokio::test]
async fn the_key_of_a_template_is_sealed_in_the_row_and_kept_by_a_change_that_does_not_name_it() {
    let app = App::start().await;
    let body = json!({
        "name": "own", "claims": {}, "custom_signing_key": true, "signing_algorithm": "HS256", "signing_key": "hush-hush",
    });
    let made = app.post("/jwt_templates", body).await.ok();
    let id = made["id"].as_str().unwrap();
    let key = stored_key(&app, id).await;
    assert!(!key.contains("hush"), "{key}");
    app.patch(&format!("/jwt_templates/{id}"), json!({ "name": "mine", "claims": {} })).await.ok();
    assert_eq!(stored_key(&app, id).await, key);
    let same = json!({
        "name": "mine", "claims": {}, "custom_signing_key": true, "signing_algorithm": "HS256", "signing_key": "hush-hush",
    });
    app.patch(&format!("/jwt_templates/{id}"), same.clone()).await.ok();
    assert_eq!(stored_key(&app, id).await, key);
    let mut other = same;
    other["signing_key"] = json!("other-key");
    app.patch(&format!("/jwt_templates/{id}"), other).await.ok();
    assert_ne!(stored_key(&app, id).await, key);
}

async fn stored_key(app: &App, id: &str) -> String {
    let id = id.to_owned();
    let instance = Arc::from(app.instance_id.as_str());
    let found = app.store.read(instance, move |tx| -> Result<_, StorageError> { tx.find_jwt_template_by_id(&id) });
    found.await.unwrap().unwrap().signing_key.unwrap().key
}

#[tokio::test]
async fn events_with_links_and_codes_are_sealed_in_the_table_and_opened_for_readers() {
    let app = App::start().await;
    app.post("/invitations", json!({ "email_address": "guest@example.com" })).await.ok();
    let query = EventQuery { limit: 100, instance: Some(app.instance_id.clone()), ..EventQuery::default() };
    let mut page = app.store.list_events(query).await.unwrap();
    let position = page.events.iter().position(|event| event.kind == "email.created").expect("a message");
    let stored = page.events[position].data.clone();
    assert!(stored.starts_with("sealed:") && !stored.contains("guest@example.com"), "{stored}");
    events::open_page(&app.store, &mut page).await.unwrap();
    let shown: Value = serde_json::from_str(&page.events[position].data).unwrap();
    assert_eq!(shown["to_email_address"], "guest@example.com");
    assert!(shown["body"].as_str().unwrap().contains("ticket="), "{shown}");

    // What is sealed for one event says nothing as another one.
    page.events[position].data = stored;
    page.events[position].id = "evt_other".to_owned();
    assert_eq!(events::open_page(&app.store, &mut page).await.unwrap_err().status(), 500);
    // And nothing is left of it when its instance is gone.
    page.events[position].instance_id = "ins_gone".to_owned();
    events::open_page(&app.store, &mut page).await.unwrap();
    assert_eq!(page.events[position].data, "null");
}
