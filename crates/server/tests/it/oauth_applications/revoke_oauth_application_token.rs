use serde_json::json;

use crate::app::App;
use crate::machines_and_tokens::GONE;

#[tokio::test]
async fn a_token_takes_all_of_its_grant_along_and_nothing_else() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({ "scopes": "profile offline_access" })).await;
    let caps = app.oauth_application("Caps", json!({})).await;
    let seed = json!({ "application_id": hats["id"], "user_id": ada, "jwt": false });
    let made = app.seed(json!({ "oauth_grants": [seed, seed] })).await.unwrap().oauth_grants;
    let [one, two] = &made[..] else { panic!("{made:?}") };
    let other = app.grant(&caps, &ada, json!({ "jwt": false })).await;
    assert_eq!(app.revoke_oauth_token(&caps, &one.access_token).await.refusal(), GONE, "another application's");
    assert!(app.works(&one.access_token).await);
    let revoked = app.revoke_oauth_token(&hats, &one.access_token).await;
    assert_eq!((revoked.status, &revoked.body), (204, &json!(null)));
    assert!(!app.works(&one.access_token).await);
    assert!(app.works(&two.access_token).await && app.works(&other.access_token).await);
    for _ in 0..2 {
        assert_eq!(app.revoke_oauth_token(&hats, &two.refresh_token).await.status, 204, "once more changes nothing");
    }
    assert!(!app.works(&two.access_token).await);
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn a_refresh_token_that_was_replaced_ends_those_after_it() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({ "scopes": "profile offline_access" })).await;
    let granted = app.grant(&hats, &ada, json!({ "jwt": false })).await;
    let earlier = format!("{}{}", &granted.refresh_token[..34], "x".repeat(42));
    assert_eq!(app.revoke_oauth_token(&hats, &earlier).await.status, 204);
    assert!(!app.works(&granted.access_token).await);
}

#[tokio::test]
async fn what_cannot_be_revoked_is_not_found() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let hats = app.oauth_application("Hats", json!({ "scopes": "profile offline_access" })).await;
    let signed = app.grant(&hats, &ada, json!({ "jwt": true })).await;
    for token in ["", "oat_nobodys", &signed.access_token_id, &signed.access_token, &app.secret_key] {
        let refused = app.revoke_oauth_token(&hats, token).await;
        assert_eq!(refused.refusal(), GONE, "{token}");
        assert!(token.is_empty() || !refused.body.to_string().contains(token), "a secret is not repeated");
    }
    assert_eq!(app.revoke_oauth_token(&hats, &signed.refresh_token).await.status, 204);
    let verified = app.verify_access_token(&signed.access_token).await.ok();
    assert_eq!((&verified["revoked"], &verified["expired"]), (&json!(true), &json!(false)), "and good all the same");
    assert_eq!(verified["updated_at"], app.clock.now());
    let path = format!("/oauth_applications/{}/revoke_token", hats["id"].as_str().unwrap());
    assert_eq!(app.post(&path, json!({})).await.refusal(), (422, "form_param_missing", Some("token")));
    let more = app.post(&path, json!({ "token": "x", "reason": "y" })).await;
    assert_eq!(more.refusal(), (422, "form_param_unknown", Some("reason")));
}
