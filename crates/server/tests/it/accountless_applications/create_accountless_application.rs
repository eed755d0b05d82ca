use frontdesk_tokens::PublishableKey;
use serde_json::json;

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn an_application_is_made_without_a_key_and_is_a_real_instance() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let http = reqwest::Client::new();
    let url = format!("{}/v1/accountless_applications", app.server.url());
    let (one, two) = (
        app.send(http.post(&url)).await.ok(),
        app.send(http.post(&url).body("{}").header("content-type", "application/json")).await.ok(),
    );
    assert_eq!(one["object"], "accountless_application");
    assert!(text(&one, "secret_key").starts_with("sk_test_"));
    let publishable: PublishableKey = text(&one, "publishable_key").parse().unwrap();
    assert!(publishable.frontend_api_host.ends_with(".clerk.accounts.dev"), "{publishable}");
    for link in ["claim_url", "api_keys_url"] {
        assert!(text(&one, link).starts_with(&app.server.url()));
        assert_ne!(one[link], two[link]);
    }

    let with = |path: &str, key: &str| http.get(format!("{}/v1{path}", app.server.url())).bearer_auth(key);
    let jwks = |key: &str| app.send(with("/jwks", key));
    assert_ne!(jwks(text(&one, "secret_key")).await.ok(), jwks(text(&two, "secret_key")).await.ok());
    assert_eq!(app.send(with(&format!("/users/{ada}"), text(&one, "secret_key"))).await.status, 404);
    assert_eq!(
        app.send(with("/invitations?paginated=true", text(&one, "secret_key"))).await.ok(),
        json!({ "data": [], "total_count": 0 })
    );
}

#[tokio::test]
async fn the_token_that_claims_an_application_is_stored_as_a_hash() {
    let app = App::start().await;
    let url = format!("{}/v1/accountless_applications", app.server.url());
    let made = app.send(reqwest::Client::new().post(&url)).await.ok();
    let token = text(&made, "claim_url").split_once("token=").unwrap().1.to_owned();
    assert!(token.len() > 40, "{token}");
    let rows = app.store.system(|tx| Ok::<_, frontdesk_storage::StorageError>(tx.list_instances()?)).await.unwrap();
    let claims: Vec<String> = rows.into_iter().filter_map(|row| row.claim_token).collect();
    assert_eq!(claims.len(), 1);
    assert_ne!(claims[0], token);
}
