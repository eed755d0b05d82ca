use serde_json::json;

use crate::app::App;
use crate::identifiers::{EMAIL, PHONE};
use crate::people::SECOND;

#[tokio::test]
async fn a_deleted_number_is_gone_and_free_again() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    let verification = PHONE.prepare(&app, &id).await;
    let answer = PHONE.delete(&app, &id).await.ok();
    assert_eq!(answer, json!({ "object": "phone_number", "id": id, "deleted": true }));
    assert_eq!(PHONE.delete(&app, &id).await.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.stored_verification(&verification).await, None);
    let user = app.show(&ada).await;
    assert_eq!((&user["phone_numbers"], &user["primary_phone_number_id"]), (&json!([]), &json!(null)));
    PHONE.add(&app, &bea, PHONE.values[0], json!({ "verified": true })).await;
}

#[tokio::test]
async fn the_next_verified_number_takes_the_place_of_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let first = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    PHONE.add(&app, &ada, PHONE.values[1], json!({})).await;
    let next = PHONE.add(&app, &ada, PHONE.values[2], json!({ "verified": true })).await;
    PHONE.delete(&app, &first).await.ok();
    assert_eq!(PHONE.primary(&app, &ada).await, json!(next));
}

#[tokio::test]
async fn the_last_identifier_stays() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    EMAIL.delete(&app, EMAIL.primary(&app, &ada).await.as_str().unwrap()).await.ok();
    assert_eq!(PHONE.delete(&app, &id).await.refusal(), (400, "identification_deletion_failed", None));
    assert_eq!(PHONE.primary(&app, &ada).await, json!(id));
}

#[tokio::test]
async fn the_last_number_stays_where_users_must_have_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    app.change_settings(|settings| settings.required_attributes = vec!["phone_number".to_owned()]).await;
    let answer = PHONE.delete(&app, &id).await;
    assert_eq!(answer.refusal(), (400, "last_required_identification_deletion_failed", None));
}

#[tokio::test]
async fn the_default_second_factor_passes_to_the_next_one_and_ends_with_the_last() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let flags = json!({ "verified": true, "reserved_for_second_factor": true });
    let one = PHONE.add(&app, &ada, PHONE.values[0], flags.clone()).await;
    let two = PHONE.add(&app, &ada, PHONE.values[1], flags).await;
    app.clock.advance(SECOND);
    PHONE.delete(&app, &one).await.ok();
    assert_eq!(PHONE.read(&app, &two).await["default_second_factor"], true);
    assert_eq!(app.show(&ada).await["mfa_disabled_at"], json!(null));
    PHONE.delete(&app, &two).await.ok();
    let user = app.show(&ada).await;
    assert_eq!((&user["two_factor_enabled"], &user["mfa_disabled_at"]), (&json!(false), &user["updated_at"]));
}

#[tokio::test]
async fn a_number_of_a_connected_account_stays() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    app.rewrite(&ada, |user| {
        let link = frontdesk_storage::users::LinkedTo { kind: "saml".to_owned(), id: "idn_1".to_owned() };
        user.phone_numbers[0].linked_to.push(link);
    })
    .await;
    assert_eq!(PHONE.delete(&app, &id).await.refusal(), (400, "identification_deletion_failed", None));
}
