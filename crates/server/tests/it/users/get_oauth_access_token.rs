use serde_json::{Value, json};

use crate::app::{App, START};
use crate::people::person;

async fn connected(app: &App, accounts: &[Value]) -> String {
    let ada = app.add_user(person("ada")).await;
    let accounts: Vec<Value> = accounts
        .iter()
        .enumerate()
        .map(|(number, more)| {
            let mut account = json!({
                "user_id": ada, "provider": "oauth_google", "provider_user_id": format!("g-{number}"),
                "email_address": "ada@example.com", "approved_scopes": "email profile",
            });
            account.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            account
        })
        .collect();
    app.seed(json!({ "external_accounts": accounts })).await.unwrap();
    ada
}

#[tokio::test]
async fn every_account_at_the_provider_gives_its_token() {
    let app = App::start().await;
    let ada = connected(
        &app,
        &[
            json!({ "token": { "token": "ya29.one", "expires_at": START + 1, "id_token": "e30.e30.sig" }, "label": "work" }),
            json!({ "token": { "token": "ya29.two" } }),
            json!({ "provider": "oauth_x", "token": { "token": "1-x", "token_secret": "hush" } }),
            json!({}),
        ],
    )
    .await;
    let path = format!("/users/{ada}/oauth_access_tokens");
    let google = app.get(&format!("{path}/oauth_google")).await.ok();
    let user = app.get(&format!("/users/{ada}")).await.ok();
    assert_eq!(google.as_array().unwrap().len(), 2);
    assert_eq!(
        google[0],
        json!({
            "object": "oauth_access_token", "external_account_id": user["external_accounts"][0]["id"],
            "provider_user_id": "g-0", "token": "ya29.one", "expires_at": START + 1, "provider": "oauth_google",
            "public_metadata": {}, "label": "work", "scopes": ["email", "profile"], "id_token": "e30.e30.sig",
        })
    );
    assert_eq!((&google[1]["token"], &google[1]["expires_at"]), (&json!("ya29.two"), &Value::Null));
    let x = app.get(&format!("{path}/oauth_x")).await.ok();
    assert_eq!((&x[0]["token_secret"], x[0].get("scopes")), (&json!("hush"), None));

    let page = app.get(&format!("{path}/oauth_google?paginated=true&limit=1&offset=1")).await.ok();
    assert_eq!((&page["total_count"], &page["data"]), (&json!(2), &json!([google[1]])));
    assert_eq!(app.get(&format!("{path}/oauth_github")).await.ok(), json!([]));
}

#[tokio::test]
async fn no_token_is_given_that_has_expired_or_that_nobody_has() {
    let app = App::start().await;
    let ada = connected(&app, &[json!({ "token": { "token": "ya29.old", "expires_at": START } })]).await;
    for (path, refusal) in [
        (format!("/users/{ada}/oauth_access_tokens/oauth_google"), (400, "oauth_token_retrieval_error", None)),
        (format!("/users/{ada}/oauth_access_tokens/google"), (400, "oauth_unsupported_provider", None)),
        ("/users/user_none/oauth_access_tokens/oauth_google".to_owned(), (404, "resource_not_found", None)),
    ] {
        assert_eq!(app.get(&path).await.refusal(), refusal, "{path}");
    }
}
