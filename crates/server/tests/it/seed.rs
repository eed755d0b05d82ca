//! Seeding: what only browsers and operators make.

use serde_json::{Value, json};

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn connections_and_browsers_are_made_for_users() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let organization = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let report = app
        .seed(json!({
            "external_accounts": [{
                "user_id": ada, "provider": "oauth_google", "provider_user_id": "g-1", "email_address": "Ada@example.com",
            }],
            "passkeys": [{ "user_id": ada, "name": "Laptop" }],
            "browser_sessions": [{
                "user_id": ada, "origin": "https://app.example.com/page", "organization_id": organization,
            }],
        }))
        .await
        .unwrap();
    let user = app.get(&format!("/users/{ada}")).await.ok();
    assert_eq!(user["passkeys"][0]["id"], report.passkeys[0].passkey_id.as_str());
    let account = &report.external_accounts[0];
    assert!(user["external_accounts"].to_string().contains(&account.external_account_id));
    let links = &user["email_addresses"][0]["linked_to"];
    assert_eq!(links, &json!([{ "type": "oauth_google", "id": account.identification_id }]));

    let browser = &report.browser_sessions[0];
    assert_eq!(browser.origin, "https://app.example.com");
    let session = app.get(&format!("/sessions/{}", browser.session_id)).await.ok();
    assert_eq!(session["last_active_organization_id"], organization.as_str());
    assert_eq!(session["latest_activity"]["object"], "session_activity");
    let claims = app.read_token(&browser.expired_token).await.claims;
    assert_eq!((&claims["azp"], &claims["fva"]), (&json!("https://app.example.com"), &json!([0, -1])));
    assert_eq!(claims["exp"], app.clock.now() / 1000 + 60, "the seed did not ask for an expired one");
}

#[tokio::test]
async fn a_seed_is_applied_whole_or_not_at_all() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let good = json!({ "name": "good", "claims": {} });
    let refused = |bad: Value| {
        let mut templates = vec![good.clone()];
        templates.extend(bad.get("template").cloned());
        let mut seed = json!({ "jwt_templates": templates });
        for list in ["passkeys", "external_accounts", "browser_sessions"] {
            if let Some(item) = bad.get(list) {
                seed[list] = json!([item]);
            }
        }
        app.seed(seed)
    };
    for (bad, said) in [
        (json!({ "template": { "name": "good", "claims": {} } }), "exists already"),
        (json!({ "template": { "name": "a", "claims": { "sub": "x" } } }), "`sub`"),
        (json!({ "template": { "name": "a", "claims": {}, "lifetime": 29 } }), "lifetime"),
        (json!({ "template": { "name": "a", "claims": {}, "signing_key": "x" } }), "together"),
        (
            json!({ "template": { "name": "a", "claims": {}, "signing_key": "x", "signing_algorithm": "none" } }),
            "`none`",
        ),
        (json!({ "template": { "name": "a", "claims": {}, "signing_key": "x", "signing_algorithm": "ES256" } }), "key"),
        (json!({ "passkeys": { "user_id": "user_none", "name": "x" } }), "user_none"),
        (json!({ "browser_sessions": { "user_id": ada, "origin": "nowhere" } }), "nowhere"),
        (
            json!({ "browser_sessions": { "user_id": ada, "origin": "https://a.example", "organization_id": "org_x" } }),
            "org_x",
        ),
    ] {
        let error = refused(bad).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    let session = app.session(&ada).await;
    let path = format!("/sessions/{}/tokens/good", text(&session, "id"));
    assert_eq!(app.post(&path, json!({})).await.status, 404, "the good template was not kept");
    app.seed(json!({ "jwt_templates": [good] })).await.unwrap();
    app.post(&path, json!({})).await.ok();
}

#[tokio::test]
async fn an_account_belongs_to_one_user() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let account = |user: &str| {
        json!({ "external_accounts": [{
            "user_id": user, "provider": "oauth_github", "provider_user_id": "1", "email_address": "x@example.com",
        }] })
    };
    app.seed(account(&ada)).await.unwrap();
    assert!(app.seed(account(&bob)).await.unwrap_err().to_string().contains("another user"));
}
