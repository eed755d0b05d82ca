use serde_json::{Value, json};

use crate::app::App;

#[tokio::test]
async fn an_account_is_disconnected_by_either_of_its_ids_and_its_address_unlinked() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let account = |provider: &str| json!({ "user_id": ada, "provider": provider, "provider_user_id": "1", "email_address": "ada@example.com" });
    let accounts = [account("oauth_google"), account("oauth_github")];
    let report = app.seed(json!({ "external_accounts": accounts })).await.unwrap();
    let read = async || app.get(&format!("/users/{ada}")).await.ok();
    let [google, github] = &report.external_accounts[..] else { panic!("two accounts") };
    assert_eq!(read().await["external_accounts"].as_array().unwrap().len(), 2);
    let path = |user: &str, id: &str| format!("/users/{user}/external_accounts/{id}");

    let foreign = app.delete(&path(&bob, &github.external_account_id)).await;
    assert_eq!(foreign.refusal(), (404, "external_account_not_found", None));
    let id = &google.identification_id;
    let deleted = app.delete(&path(&ada, id)).await.ok();
    assert_eq!(deleted, json!({ "object": "external_account", "id": id, "deleted": true }));
    let links = read().await["email_addresses"][0]["linked_to"].clone();
    assert!(!links.to_string().contains(id.as_str()), "{links}");
    app.delete(&path(&ada, &github.external_account_id)).await.ok();
    let user = read().await;
    assert_eq!((&user["external_accounts"], &user["email_addresses"][0]["linked_to"]), (&json!([]), &json!([])));
    assert_eq!(app.delete(&path(&ada, id)).await.refusal(), (404, "external_account_not_found", None));
    assert_eq!(app.delete(&path("user_none", id)).await.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn the_last_way_to_find_a_user_stays() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let account = json!({ "user_id": ada, "provider": "oauth_github", "provider_user_id": "1" });
    let mut account = account;
    account["email_address"] = json!("ada@example.com");
    let report = app.seed(json!({ "external_accounts": [account] })).await.unwrap();
    app.rewrite_user(&ada, |user| {
        user.email_addresses.clear();
        user.primary_email_address_id = None;
    })
    .await;
    let path = format!("/users/{ada}/external_accounts/{}", report.external_accounts[0].external_account_id);
    assert_eq!(app.delete(&path).await.refusal(), (400, "identification_deletion_failed", None));
    assert_ne!(app.get(&format!("/users/{ada}")).await.ok()["external_accounts"], Value::Array(Vec::new()));
}
