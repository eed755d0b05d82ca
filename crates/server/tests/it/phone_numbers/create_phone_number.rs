use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{PHONE, admin};
use crate::people::SECOND;

const NUMBER: &str = "+14155552671";

#[tokio::test]
async fn the_first_number_is_unverified_and_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.clock.advance(SECOND);
    let added = PHONE.try_add(&app, &ada, "+1 (415) 555-2671", json!({})).await.ok();
    let wanted = json!({
        "id": added["id"], "object": "phone_number", "phone_number": NUMBER, "reserved_for_second_factor": false,
        "default_second_factor": false, "reserved": false, "verification": null, "linked_to": [],
        "created_at": START + SECOND, "updated_at": START + SECOND,
    });
    assert_eq!(added, wanted);
    assert!(added["id"].as_str().unwrap().starts_with("idn_"));
    assert_eq!(PHONE.primary(&app, &ada).await, added["id"]);
    PHONE.add(&app, &ada, PHONE.values[1], json!({ "verified": true })).await;
    let user = app.show(&ada).await;
    assert_eq!(user["primary_phone_number_id"], added["id"]);
    assert_eq!(user["updated_at"], START + SECOND);
}

#[tokio::test]
async fn a_number_can_be_added_verified_and_primary() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    PHONE.add(&app, &ada, PHONE.values[1], json!({ "verified": true })).await;
    let refused = PHONE.try_add(&app, &ada, NUMBER, json!({ "primary": true })).await;
    assert_eq!(refused.refusal(), (422, "form_verification_needed", Some("primary")));
    let added = PHONE.try_add(&app, &ada, NUMBER, json!({ "verified": true, "primary": true })).await.ok();
    assert_eq!(added["verification"], admin());
    assert_eq!(PHONE.primary(&app, &ada).await, added["id"]);
}

#[tokio::test]
async fn a_verified_number_belongs_to_one_user_however_it_is_written() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    PHONE.add(&app, &ada, NUMBER, json!({ "verified": true })).await;
    let answer = PHONE.try_add(&app, &bea, "+1 415-555-2671", json!({})).await;
    assert_eq!(answer.refusal(), (422, "form_identifier_exists", Some("phone_number")));
    PHONE.add(&app, &ada, PHONE.values[1], json!({})).await;
    PHONE.add(&app, &bea, PHONE.values[1], json!({ "verified": true })).await;
}

#[tokio::test]
async fn what_cannot_be_a_number_is_refused_by_name() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    for value in ["", "telephone", "+1 415", "4155552671", "+99999999999999999"] {
        let answer = PHONE.try_add(&app, &ada, value, json!({})).await;
        assert_eq!(answer.refusal(), (422, "form_param_format_invalid", Some("phone_number")), "{value}");
    }
    let missing = app.post("/phone_numbers", json!({ "primary": true })).await;
    assert_eq!((missing.status, missing.body["errors"].as_array().unwrap().len()), (422, 2));
    let nobody = PHONE.try_add(&app, "user_none", NUMBER, json!({})).await;
    assert_eq!(nobody.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn a_verified_number_can_be_a_second_factor() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.clock.advance(SECOND);
    let flags = json!({ "verified": true, "reserved_for_second_factor": true });
    let first = PHONE.try_add(&app, &ada, NUMBER, flags.clone()).await.ok();
    assert_eq!((&first["reserved_for_second_factor"], &first["default_second_factor"]), (&json!(true), &json!(true)));
    let user = app.show(&ada).await;
    assert_eq!(user["two_factor_enabled"], true);
    assert_eq!((&user["mfa_enabled_at"], &user["mfa_disabled_at"]), (&json!(START + SECOND), &json!(null)));
    app.clock.advance(SECOND);
    let second = PHONE.try_add(&app, &ada, PHONE.values[1], flags).await.ok();
    assert_eq!(
        (&second["reserved_for_second_factor"], &second["default_second_factor"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(app.show(&ada).await["mfa_enabled_at"], START + SECOND);
}

#[tokio::test]
async fn what_is_not_verified_or_alone_is_no_second_factor() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let answer = PHONE.try_add(&app, &ada, NUMBER, json!({ "reserved_for_second_factor": true })).await;
    let refused = (400, "identification_create_second_factor_unverified", Some("reserved_for_second_factor"));
    assert_eq!(answer.refusal(), refused);
    // Without any other identifier there would be nothing to sign in by.
    app.rewrite(&ada, |user| {
        user.primary_email_address_id = None;
        user.email_addresses.clear();
    })
    .await;
    let flags = json!({ "verified": true, "reserved_for_second_factor": true });
    let answer = PHONE.try_add(&app, &ada, NUMBER, flags).await;
    assert_eq!(answer.refusal(), (400, "identification_update_failed", None));
    assert_eq!(app.show(&ada).await["phone_numbers"], json!([]));
}
