use serde_json::json;

use crate::app::App;
use crate::identifiers::{EMAIL, PHONE};
use crate::people::{SECOND, ids};

const ADDRESS: &str = "one@example.org";

#[tokio::test]
async fn a_deleted_address_is_gone_and_free_again() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let id = EMAIL.add(&app, &ada, ADDRESS, json!({ "verified": true })).await;
    app.clock.advance(SECOND);
    let answer = EMAIL.delete(&app, &id).await.ok();
    assert_eq!(answer, json!({ "object": "email_address", "id": id, "deleted": true }));
    assert_eq!(app.get(&format!("/email_addresses/{id}")).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(EMAIL.delete(&app, &id).await.refusal(), (404, "resource_not_found", None));
    let user = app.show(&ada).await;
    assert_eq!(ids(&user["email_addresses"]), [user["primary_email_address_id"].as_str().unwrap()]);
    assert_eq!(user["updated_at"], crate::app::START + SECOND);
    EMAIL.add(&app, &bea, ADDRESS, json!({ "verified": true })).await;
}

#[tokio::test]
async fn its_verifications_go_along_and_those_of_others_stay() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let (one, two) =
        (EMAIL.add(&app, &ada, ADDRESS, json!({})).await, EMAIL.add(&app, &ada, "two@example.org", json!({})).await);
    let (gone, kept) = (EMAIL.prepare(&app, &one).await, EMAIL.prepare(&app, &two).await);
    EMAIL.delete(&app, &one).await.ok();
    assert_eq!(app.stored_verification(&gone).await, None);
    assert!(app.stored_verification(&kept).await.is_some());
    app.delete(&format!("/users/{ada}")).await.ok();
    assert_eq!(app.stored_verification(&kept).await, None);
}

#[tokio::test]
async fn the_next_verified_address_takes_the_place_of_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let first = EMAIL.primary(&app, &ada).await.as_str().unwrap().to_owned();
    EMAIL.add(&app, &ada, "unverified@example.org", json!({})).await;
    let verified = EMAIL.add(&app, &ada, "verified@example.org", json!({ "verified": true })).await;
    EMAIL.add(&app, &ada, "later@example.org", json!({ "verified": true })).await;
    EMAIL.delete(&app, &first).await.ok();
    assert_eq!(EMAIL.primary(&app, &ada).await, json!(verified));
}

#[tokio::test]
async fn nothing_takes_the_place_of_the_primary_one_where_nothing_is_verified() {
    let app = App::start().await;
    let user = app.nameless("ada").await;
    let first = EMAIL.add(&app, &user, ADDRESS, json!({ "verified": true })).await;
    let second = EMAIL.add(&app, &user, "two@example.org", json!({})).await;
    EMAIL.delete(&app, &first).await.ok();
    assert_eq!(EMAIL.primary(&app, &user).await, json!(null));
    EMAIL.update(&app, &second, json!({ "verified": true })).await.ok();
    assert_eq!(EMAIL.primary(&app, &user).await, json!(second));
    EMAIL.delete(&app, &second).await.ok();
    assert_eq!(app.show(&user).await["email_addresses"], json!([]));
}

#[tokio::test]
async fn the_last_identifier_to_sign_in_by_stays() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let before = app.show(&ada).await;
    let id = before["primary_email_address_id"].as_str().unwrap().to_owned();
    let refused = (400, "identification_deletion_failed", None);
    assert_eq!(EMAIL.delete(&app, &id).await.refusal(), refused);
    assert_eq!(app.show(&ada).await, before);
    // What is not verified may be somebody else's, and a second factor is not asked for first.
    EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    assert_eq!(EMAIL.delete(&app, &id).await.refusal(), refused);
    let flags = json!({ "verified": true, "reserved_for_second_factor": true });
    let phone = PHONE.add(&app, &ada, PHONE.values[0], flags).await;
    assert_eq!(EMAIL.delete(&app, &id).await.refusal(), refused);
    PHONE.update(&app, &phone, json!({ "reserved_for_second_factor": false })).await.ok();
    EMAIL.delete(&app, &id).await.ok();
}

#[tokio::test]
async fn an_unverified_address_can_go_unless_it_is_the_only_identifier() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let unverified = json!({ "identification_status": "unverified" });
    let first = EMAIL.replace(&app, &ada, ADDRESS, unverified).await.ok()["id"].as_str().unwrap().to_owned();
    let second = EMAIL.add(&app, &ada, "two@example.org", json!({})).await;
    EMAIL.delete(&app, &second).await.ok();
    assert_eq!(EMAIL.delete(&app, &first).await.refusal(), (400, "identification_deletion_failed", None));
}

#[tokio::test]
async fn the_last_address_stays_where_users_must_have_one() {
    let app = App::start().await;
    app.change_settings(|settings| settings.required_attributes = vec!["email_address".to_owned()]).await;
    let ada = app.user("ada").await;
    PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    let id = EMAIL.primary(&app, &ada).await.as_str().unwrap().to_owned();
    let answer = EMAIL.delete(&app, &id).await;
    assert_eq!(answer.refusal(), (400, "last_required_identification_deletion_failed", None));
    let second = EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    let answer = EMAIL.delete(&app, &id).await;
    assert_eq!(answer.refusal(), (400, "last_required_identification_deletion_failed", None));
    EMAIL.update(&app, &second, json!({ "verified": true })).await.ok();
    EMAIL.delete(&app, &id).await.ok();
}

#[tokio::test]
async fn an_address_of_a_connected_account_is_a_conflict_until_the_account_goes() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let account = json!({
        "user_id": ada, "provider": "oauth_google", "provider_user_id": "g-1", "email_address": "ada@example.com",
    });
    app.seed(json!({ "external_accounts": [account] })).await.unwrap();
    EMAIL.add(&app, &ada, ADDRESS, json!({ "verified": true })).await;
    let id = EMAIL.primary(&app, &ada).await.as_str().unwrap().to_owned();
    assert_eq!(EMAIL.read(&app, &id).await["linked_to"][0]["type"], "oauth_google");
    assert_eq!(EMAIL.delete(&app, &id).await.refusal(), (409, "conflict", None));
    app.rewrite(&ada, |user| {
        user.external_accounts.clear();
        user.email_addresses.iter_mut().for_each(|email| email.linked_to.clear());
    })
    .await;
    EMAIL.delete(&app, &id).await.ok();
}

#[tokio::test]
async fn a_connected_account_is_enough_to_sign_in_by() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let account = json!({
        "user_id": ada, "provider": "oauth_github", "provider_user_id": "1", "email_address": "elsewhere@example.com",
    });
    app.seed(json!({ "external_accounts": [account] })).await.unwrap();
    let id = EMAIL.primary(&app, &ada).await.as_str().unwrap().to_owned();
    EMAIL.delete(&app, &id).await.ok();
}
