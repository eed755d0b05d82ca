use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, TEST_CODE, admin};
use crate::people::{SECOND, ids, text};

const ADDRESS: &str = "one@example.org";

#[tokio::test]
async fn one_address_takes_the_place_of_all() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let old = EMAIL.add(&app, &ada, "old@example.org", json!({})).await;
    let verification = EMAIL.prepare(&app, &old).await;
    app.clock.advance(SECOND);
    let only = EMAIL.replace(&app, &ada, "One@example.org", json!({})).await.ok();
    let wanted = json!({
        "id": only["id"], "object": "email_address", "email_address": ADDRESS, "reserved": false,
        "verification": admin(), "linked_to": [], "matches_sso_connection": false, "created_at": START + SECOND,
        "updated_at": START + SECOND,
    });
    assert_eq!(only, wanted);
    let user = app.show(&ada).await;
    assert_eq!(user["email_addresses"], json!([wanted]));
    assert_eq!(user["primary_email_address_id"], only["id"]);
    assert_eq!(app.get(&format!("/email_addresses/{old}")).await.status, 404);
    assert_eq!(app.stored_verification(&verification).await, None);
    EMAIL.add(&app, &bea, "ada@example.com", json!({ "verified": true })).await;
}

#[tokio::test]
async fn a_reserved_one_is_nobody_elses_and_an_unverified_one_is_anybodys() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    for (status, reserved) in [("reserved", true), ("unverified", false)] {
        let value = format!("{status}@example.org");
        let only = EMAIL.replace(&app, &ada, &value, json!({ "identification_status": status })).await.ok();
        assert_eq!((&only["verification"], &only["reserved"]), (&json!(null), &json!(reserved)), "{status}");
        assert_eq!(EMAIL.primary(&app, &ada).await, only["id"], "{status}");
        let other = EMAIL.try_add(&app, &bea, &value, json!({ "verified": true })).await;
        assert_eq!(other.status, if reserved { 422 } else { 200 }, "{status}");
    }
}

#[tokio::test]
async fn the_present_address_can_replace_itself_and_stays_what_it_is() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = EMAIL.add(&app, &ada, EMAIL.test_value, json!({})).await;
    let verification = EMAIL.prepare(&app, &id).await;
    EMAIL.attempt(&app, &id, &verification, TEST_CODE).await.ok();
    let before = EMAIL.read(&app, &id).await;
    app.clock.advance(SECOND);
    let kept = EMAIL.replace(&app, &ada, EMAIL.test_value, json!({})).await.ok();
    assert_eq!(kept, before);
    let user = app.show(&ada).await;
    assert_eq!(ids(&user["email_addresses"]), [id.as_str()]);
    assert_eq!(user["primary_email_address_id"], json!(id));
    // A second time there is nothing left to change.
    app.clock.advance(SECOND);
    EMAIL.replace(&app, &ada, EMAIL.test_value, json!({ "identification_status": "verified" })).await.ok();
    assert_eq!(app.show(&ada).await, user);
    let unverified = json!({ "identification_status": "unverified" });
    let kept = EMAIL.replace(&app, &ada, EMAIL.test_value, unverified).await.ok();
    assert_eq!((text(&kept, "id"), &kept["verification"]), (id.as_str(), &json!(null)));
    assert_eq!(kept["updated_at"], START + 2 * SECOND);
}

#[tokio::test]
async fn what_is_wrong_with_a_replacement_refuses_it_whole() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    EMAIL.add(&app, &ada, "old@example.org", json!({})).await;
    let before = app.show(&ada).await;
    for status in ["verified", "reserved", "unverified"] {
        let answer = EMAIL.replace(&app, &ada, "bea@example.com", json!({ "identification_status": status })).await;
        assert_eq!(answer.refusal(), (422, "form_identifier_exists", Some("email_address")), "{status}");
    }
    let answer = EMAIL.replace(&app, &ada, "nowhere", json!({})).await;
    assert_eq!(answer.refusal(), (422, "form_param_format_invalid", Some("email_address")));
    let answer = EMAIL.replace(&app, &ada, ADDRESS, json!({ "identification_status": "maybe" })).await;
    assert_eq!(answer.refusal(), (422, "form_param_value_invalid", Some("identification_status")));
    let answer = EMAIL.replace(&app, &ada, ADDRESS, json!({ "colour": "red" })).await;
    assert_eq!(answer.refusal(), (422, "form_param_unknown", Some("colour")));
    let answer = EMAIL.replace(&app, "user_none", ADDRESS, json!({})).await;
    assert_eq!(answer.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.show(&ada).await, before);
    assert_eq!(app.show(&bea).await["email_addresses"][0]["email_address"], "bea@example.com");
}

#[tokio::test]
async fn addresses_of_connected_accounts_are_not_replaced() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let account = json!({
        "user_id": ada, "provider": "oauth_google", "provider_user_id": "g-1", "email_address": "ada@example.com",
    });
    app.seed(json!({ "external_accounts": [account] })).await.unwrap();
    let before = app.show(&ada).await;
    for value in [ADDRESS, "ada@example.com"] {
        let answer = EMAIL.replace(&app, &ada, value, json!({})).await;
        assert_eq!(answer.refusal(), (400, "identification_deletion_failed", None), "{value}");
    }
    assert_eq!(app.show(&ada).await, before);
}

#[tokio::test]
async fn the_former_primary_address_is_told_unless_it_is_the_new_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let notify = json!({ "notify_primary_email_address_changed": true });
    EMAIL.replace(&app, &ada, "ada@example.com", notify.clone()).await.ok();
    assert_eq!(app.outbox.take(), []);
    EMAIL.replace(&app, &ada, ADDRESS, notify).await.ok();
    let told =
        Message::PrimaryEmailAddressChanged { to: "ada@example.com".to_owned(), email_address: ADDRESS.to_owned() };
    assert_eq!(app.outbox.take(), [told]);
    EMAIL.replace(&app, &ada, "two@example.org", json!({})).await.ok();
    assert_eq!(app.outbox.take(), []);
}
