use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;
use crate::people::text;

#[tokio::test]
async fn a_deleted_application_takes_its_opaque_tokens_with_it() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let scopes = json!({ "scopes": "profile offline_access" });
    let (hats, caps) =
        (app.oauth_application("Hats", scopes.clone()).await, app.oauth_application("Caps", scopes).await);
    let (opaque, jwt) = (json!({ "jwt": false }), json!({ "jwt": true }));
    let (gone, stays) = (app.grant(&hats, &ada, opaque.clone()).await, app.grant(&caps, &ada, opaque).await);
    let signed = app.grant(&hats, &ada, jwt).await;
    let path = format!("/oauth_applications/{}", text(&hats, "id"));
    let deleted = app.delete(&path).await.ok();
    assert_eq!(deleted, json!({ "object": "oauth_application", "id": hats["id"], "deleted": true }));
    assert!(!app.works(&gone.access_token).await && app.works(&stays.access_token).await);
    assert!(app.works(&signed.access_token).await, "a JWT is good until it expires");
    for answer in [
        app.get(&path).await,
        app.delete(&path).await,
        app.patch(&path, json!({})).await,
        app.post(&format!("{path}/rotate_secret"), json!(null)).await,
        app.revoke_oauth_token(&hats, &gone.access_token).await,
    ] {
        assert_eq!(answer.refusal(), GONE);
    }
    assert_eq!(app.get("/oauth_applications").await.ok()["total_count"], 1);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_user_who_goes_takes_all_tokens_along() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let hats = app.oauth_application("Hats", json!({ "scopes": "profile offline_access" })).await;
    let opaque = app.grant(&hats, &ada, json!({ "jwt": false })).await;
    let signed = app.grant(&hats, &ada, json!({ "jwt": true })).await;
    let other = app.grant(&hats, &bob, json!({ "jwt": false })).await;
    app.delete(&format!("/users/{ada}")).await.ok();
    assert!(!app.works(&opaque.access_token).await && !app.works(&signed.access_token).await);
    assert_eq!(app.revoke_oauth_token(&hats, &opaque.refresh_token).await.refusal(), GONE);
    assert!(app.works(&other.access_token).await);
    assert!(app.store.check().await.unwrap().is_clean());
}
