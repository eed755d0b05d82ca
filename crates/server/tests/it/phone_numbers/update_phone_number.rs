use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, PHONE, admin};
use crate::people::SECOND;

const FACTOR: &str = "reserved_for_second_factor";

/// A user with an address and two verified numbers.
async fn callable(app: &App) -> (String, String, String) {
    let ada = app.user("ada").await;
    let one = PHONE.add(app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    let two = PHONE.add(app, &ada, PHONE.values[1], json!({ "verified": true })).await;
    (ada, one, two)
}

#[tokio::test]
async fn a_number_is_verified_and_made_the_primary_one() {
    let app = App::start().await;
    let (ada, one, _) = callable(&app).await;
    let id = PHONE.add(&app, &ada, PHONE.values[2], json!({})).await;
    let refused = PHONE.update(&app, &id, json!({ "primary": true })).await;
    assert_eq!(refused.refusal(), (400, "identification_update_failed", Some("primary")));
    assert_eq!(PHONE.primary(&app, &ada).await, json!(one));
    app.clock.advance(SECOND);
    let updated = PHONE.update(&app, &id, json!({ "verified": true, "primary": true })).await.ok();
    assert_eq!(updated["verification"], admin());
    assert_eq!((&updated["created_at"], &updated["updated_at"]), (&json!(START), &json!(START + SECOND)));
    assert_eq!(PHONE.primary(&app, &ada).await, json!(id));
    let user = app.show(&ada).await;
    app.clock.advance(SECOND);
    PHONE.update(&app, &id, json!({ "verified": false, "primary": false, FACTOR: false })).await.ok();
    PHONE.update(&app, &id, json!({ "verified": null, "primary": null, FACTOR: null })).await.ok();
    assert_eq!(app.show(&ada).await, user);
}

#[tokio::test]
async fn what_another_user_claimed_meanwhile_cannot_be_verified() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let mine = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    PHONE.add(&app, &bea, PHONE.values[0], json!({ "verified": true })).await;
    let answer = PHONE.update(&app, &mine, json!({ "verified": true })).await;
    assert_eq!(answer.refusal(), (400, "identification_claimed", None));
    assert_eq!(PHONE.read(&app, &mine).await["verification"], json!(null));
}

#[tokio::test]
async fn the_first_second_factor_is_the_default_one_until_it_is_none() {
    let app = App::start().await;
    let (ada, one, two) = callable(&app).await;
    let factors = async || {
        let user = app.show(&ada).await;
        let of = |id: &str| {
            let phones = user["phone_numbers"].as_array().unwrap();
            let phone = phones.iter().find(|phone| phone["id"] == id).unwrap();
            (phone[FACTOR].as_bool().unwrap(), phone["default_second_factor"].as_bool().unwrap())
        };
        (of(&one), of(&two), user["two_factor_enabled"].as_bool().unwrap())
    };
    PHONE.update(&app, &two, json!({ FACTOR: true })).await.ok();
    assert_eq!(factors().await, ((false, false), (true, true), true));
    let changed = PHONE.update(&app, &one, json!({ FACTOR: true })).await.ok();
    assert_eq!((&changed[FACTOR], &changed["default_second_factor"]), (&json!(true), &json!(false)));
    assert_eq!(factors().await, ((true, false), (true, true), true));
    PHONE.update(&app, &two, json!({ FACTOR: false })).await.ok();
    assert_eq!(factors().await, ((true, true), (false, false), true));
    PHONE.update(&app, &one, json!({ FACTOR: false })).await.ok();
    assert_eq!(factors().await, ((false, false), (false, false), false));
}

#[tokio::test]
async fn the_times_of_the_protection_are_kept_and_backup_codes_go_with_it() {
    let app = App::start().await;
    let (ada, one, two) = callable(&app).await;
    app.rewrite(&ada, |user| user.backup_codes = Some(vec!["hash".to_owned()])).await;
    PHONE.update(&app, &one, json!({ FACTOR: true })).await.ok();
    app.clock.advance(SECOND);
    PHONE.update(&app, &two, json!({ FACTOR: true })).await.ok();
    PHONE.update(&app, &one, json!({ FACTOR: false })).await.ok();
    let user = app.show(&ada).await;
    assert_eq!((&user["mfa_enabled_at"], &user["mfa_disabled_at"]), (&json!(START), &json!(null)));
    assert_eq!(user["backup_code_enabled"], true);
    app.clock.advance(SECOND);
    PHONE.update(&app, &two, json!({ FACTOR: false })).await.ok();
    let user = app.show(&ada).await;
    assert_eq!((&user["mfa_enabled_at"], &user["mfa_disabled_at"]), (&json!(START), &json!(START + 2 * SECOND)));
    assert_eq!(user["backup_code_enabled"], false);
}

#[tokio::test]
async fn an_unverified_number_is_no_second_factor_unless_it_is_verified_along() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    let answer = PHONE.update(&app, &id, json!({ FACTOR: true })).await;
    assert_eq!(answer.refusal(), (400, "identification_update_second_factor_unverified", Some(FACTOR)));
    let updated = PHONE.update(&app, &id, json!({ FACTOR: true, "verified": true })).await.ok();
    assert_eq!((&updated[FACTOR], &updated["verification"]), (&json!(true), &admin()));
}

#[tokio::test]
async fn the_last_identifier_to_sign_in_by_is_no_second_factor() {
    let app = App::start().await;
    let (ada, one, two) = callable(&app).await;
    EMAIL.delete(&app, EMAIL.primary(&app, &ada).await.as_str().unwrap()).await.ok();
    EMAIL.add(&app, &ada, EMAIL.values[0], json!({})).await;
    PHONE.update(&app, &one, json!({ FACTOR: true })).await.ok();
    let answer = PHONE.update(&app, &two, json!({ FACTOR: true })).await;
    assert_eq!(answer.refusal(), (400, "identification_update_failed", None));
    assert_eq!(PHONE.read(&app, &two).await[FACTOR], false);
    assert_eq!(PHONE.delete(&app, &two).await.refusal(), (400, "identification_deletion_failed", None));
}

#[tokio::test]
async fn an_unknown_number_is_not_found() {
    let app = App::start().await;
    let answer = PHONE.update(&app, "idn_none", json!({ "verified": true })).await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
}
