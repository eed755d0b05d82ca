use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, TEST_CODE, admin};
use crate::people::SECOND;

const ADDRESS: &str = "one@example.org";

#[tokio::test]
async fn an_address_is_verified_then_made_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let first = EMAIL.primary(&app, &ada).await;
    let id = EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    app.clock.advance(SECOND);
    let verified = EMAIL.update(&app, &id, json!({ "verified": true })).await.ok();
    assert_eq!(verified["verification"], admin());
    assert_eq!((&verified["created_at"], &verified["updated_at"]), (&json!(START), &json!(START + SECOND)));
    assert_eq!(EMAIL.primary(&app, &ada).await, first);
    EMAIL.update(&app, &id, json!({ "primary": true })).await.ok();
    let user = app.show(&ada).await;
    assert_eq!(user["primary_email_address_id"], json!(id));
    assert_eq!(user["updated_at"], START + SECOND);
}

#[tokio::test]
async fn both_can_be_done_at_once() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    let updated = EMAIL.update(&app, &id, json!({ "primary": true, "verified": true })).await.ok();
    assert_eq!(updated["verification"], admin());
    assert_eq!(EMAIL.primary(&app, &ada).await, json!(id));
}

#[tokio::test]
async fn nothing_said_or_false_or_null_changes_nothing() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let before = app.show(&ada).await;
    let id = before["primary_email_address_id"].as_str().unwrap().to_owned();
    app.clock.advance(SECOND);
    for body in [json!({}), json!(null), json!({ "verified": false, "primary": false }), json!({ "verified": null })] {
        EMAIL.update(&app, &id, body).await.ok();
    }
    EMAIL.update(&app, &id, json!({ "verified": true, "primary": true })).await.ok();
    assert_eq!(app.show(&ada).await, before);
}

#[tokio::test]
async fn how_an_address_was_verified_stays() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, EMAIL.test_value, json!({})).await;
    let verification = EMAIL.prepare(&app, &id).await;
    EMAIL.attempt(&app, &id, &verification, TEST_CODE).await.ok();
    let updated = EMAIL.update(&app, &id, json!({ "verified": true })).await.ok();
    assert_eq!(updated["verification"]["strategy"], "email_code");
}

#[tokio::test]
async fn an_unverified_address_is_not_made_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let first = EMAIL.primary(&app, &ada).await;
    let id = EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    let answer = EMAIL.update(&app, &id, json!({ "primary": true })).await;
    assert_eq!(answer.refusal(), (400, "identification_update_failed", Some("primary")));
    assert_eq!(EMAIL.primary(&app, &ada).await, first);
}

#[tokio::test]
async fn what_another_user_claimed_meanwhile_is_a_conflict() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let mine = EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    let other = EMAIL.add(&app, &bea, ADDRESS, json!({})).await;
    EMAIL.update(&app, &mine, json!({ "verified": true })).await.ok();
    let answer = EMAIL.update(&app, &other, json!({ "verified": true })).await;
    assert_eq!(answer.refusal(), (409, "conflict", None));
    assert_eq!(EMAIL.read(&app, &other).await["verification"], json!(null));
    // Once it is free again, it can be verified.
    EMAIL.delete(&app, &mine).await.ok();
    assert_eq!(EMAIL.update(&app, &other, json!({ "verified": true })).await.ok()["verification"], admin());
}

#[tokio::test]
async fn a_reserved_address_is_not_reserved_any_more_once_it_is_verified() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let reserved = json!({ "identification_status": "reserved" });
    let id = EMAIL.replace(&app, &ada, ADDRESS, reserved).await.ok()["id"].as_str().unwrap().to_owned();
    let updated = EMAIL.update(&app, &id, json!({ "verified": true })).await.ok();
    assert_eq!((&updated["verification"], &updated["reserved"]), (&admin(), &json!(false)));
    let answer = EMAIL.try_add(&app, &ada, ADDRESS, json!({})).await;
    assert_eq!(answer.refusal(), (422, "form_identifier_exists", Some("email_address")));
}

#[tokio::test]
async fn the_former_primary_address_is_told_if_that_is_asked_for() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, ADDRESS, json!({ "verified": true })).await;
    let body = json!({ "primary": true, "notify_primary_email_address_changed": true });
    EMAIL.update(&app, &id, body.clone()).await.ok();
    let told =
        Message::PrimaryEmailAddressChanged { to: "ada@example.com".to_owned(), email_address: ADDRESS.to_owned() };
    assert_eq!(app.outbox.take(), [told]);
    EMAIL.update(&app, &id, body).await.ok();
    assert_eq!(app.outbox.take(), []);
}

#[tokio::test]
async fn an_unknown_address_is_not_found() {
    let app = App::start().await;
    let answer = EMAIL.update(&app, "idn_none", json!({ "verified": true })).await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}
