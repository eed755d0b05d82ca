use serde_json::json;

use crate::app::App;
use crate::identifiers::{PHONE, admin};
use crate::people::{SECOND, ids};

#[tokio::test]
async fn one_number_takes_the_place_of_all() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let first = PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    PHONE.add(&app, &ada, PHONE.values[1], json!({})).await;
    let only = PHONE.replace(&app, &ada, "+49 1512 3456789", json!({})).await.ok();
    assert_eq!((&only["phone_number"], &only["verification"]), (&json!(PHONE.values[2]), &admin()));
    let user = app.show(&ada).await;
    assert_eq!(ids(&user["phone_numbers"]), [only["id"].as_str().unwrap()]);
    assert_eq!(user["primary_phone_number_id"], only["id"]);
    assert_eq!(app.get(&format!("/phone_numbers/{first}")).await.status, 404);
    PHONE.add(&app, &bea, PHONE.values[0], json!({ "verified": true })).await;
}

#[tokio::test]
async fn a_reserved_one_is_nobody_elses_and_an_unverified_one_is_anybodys() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    for (value, status, reserved) in [(PHONE.values[0], "reserved", true), (PHONE.values[1], "unverified", false)] {
        let only = PHONE.replace(&app, &ada, value, json!({ "identification_status": status })).await.ok();
        assert_eq!((&only["verification"], &only["reserved"]), (&json!(null), &json!(reserved)), "{status}");
        assert_eq!(PHONE.primary(&app, &ada).await, only["id"], "{status}");
        let other = PHONE.try_add(&app, &bea, value, json!({ "verified": true })).await;
        assert_eq!(other.status, if reserved { 422 } else { 200 }, "{status}");
    }
}

#[tokio::test]
async fn the_replacement_of_a_second_factor_is_none() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let flags = json!({ "verified": true, "reserved_for_second_factor": true });
    // Neither another number nor the same one.
    for value in [PHONE.values[1], PHONE.values[0]] {
        PHONE.replace(&app, &ada, PHONE.values[2], json!({})).await.ok();
        PHONE.add(&app, &ada, PHONE.values[0], flags.clone()).await;
        app.rewrite(&ada, |user| user.backup_codes = Some(vec!["hash".to_owned()])).await;
        assert_eq!(app.show(&ada).await["two_factor_enabled"], true);
        app.clock.advance(SECOND);
        let only = PHONE.replace(&app, &ada, value, json!({})).await.ok();
        assert_eq!(only["reserved_for_second_factor"], false, "{value}");
        assert_eq!(only["default_second_factor"], false, "{value}");
        let user = app.show(&ada).await;
        assert_eq!(user["two_factor_enabled"], false, "{value}");
        assert_eq!(user["mfa_disabled_at"], user["updated_at"], "{value}");
        assert_eq!(user["backup_code_enabled"], false, "{value}");
    }
}

#[tokio::test]
async fn an_authenticator_app_goes_on_protecting_the_account() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let flags = json!({ "verified": true, "reserved_for_second_factor": true });
    PHONE.add(&app, &ada, PHONE.values[0], flags).await;
    app.rewrite(&ada, |user| {
        let secret = "JBSWY3DPEHPK3PXP".to_owned();
        user.totp = Some(frontdesk_storage::users::Totp { secret, last_used_step: None, created_at: 0 });
        user.backup_codes = Some(vec!["hash".to_owned()]);
    })
    .await;
    PHONE.replace(&app, &ada, PHONE.values[1], json!({})).await.ok();
    let user = app.show(&ada).await;
    assert_eq!((&user["two_factor_enabled"], &user["mfa_disabled_at"]), (&json!(true), &json!(null)));
    assert_eq!(user["backup_code_enabled"], true);
}

#[tokio::test]
async fn what_is_wrong_with_a_replacement_refuses_it_whole() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    PHONE.add(&app, &ada, PHONE.values[0], json!({ "verified": true })).await;
    PHONE.add(&app, &bea, PHONE.values[1], json!({ "verified": true })).await;
    let before = app.show(&ada).await;
    let taken = PHONE.replace(&app, &ada, PHONE.values[1], json!({})).await;
    assert_eq!(taken.refusal(), (422, "form_identifier_exists", Some("phone_number")));
    let wrong = PHONE.replace(&app, &ada, "0", json!({})).await;
    assert_eq!(wrong.refusal(), (422, "form_param_format_invalid", Some("phone_number")));
    let missing = app.put(&format!("/users/{ada}/phone_number"), json!({})).await;
    assert_eq!(missing.refusal(), (422, "form_param_missing", Some("phone_number")));
    let nobody = PHONE.replace(&app, "user_none", PHONE.values[2], json!({})).await;
    assert_eq!(nobody.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.show(&ada).await, before);
}
