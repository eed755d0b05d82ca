use frontdesk_server::delivery::Message;
use serde_json::json;

use crate::app::{App, START};
use crate::identifiers::{EMAIL, PHONE, admin};
use crate::people::{SECOND, ids};

const ADDRESS: &str = "one@example.org";

#[tokio::test]
async fn an_address_is_added_unverified_and_is_not_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.clock.advance(SECOND);
    let added = EMAIL.try_add(&app, &ada, " One@Example.ORG ", json!({})).await.ok();
    let id = added["id"].as_str().unwrap();
    assert!(id.starts_with("idn_") && id.len() == 31, "{id}");
    let wanted = json!({
        "id": id, "object": "email_address", "email_address": ADDRESS, "reserved": false, "verification": null,
        "linked_to": [], "matches_sso_connection": false, "created_at": START + SECOND, "updated_at": START + SECOND,
    });
    assert_eq!(added, wanted);
    assert_eq!(EMAIL.read(&app, id).await, wanted);
    let user = app.show(&ada).await;
    assert_eq!(user["email_addresses"][1], wanted);
    assert_eq!(user["primary_email_address_id"], user["email_addresses"][0]["id"]);
    assert_eq!(user["updated_at"], START + SECOND);
}

#[tokio::test]
async fn an_address_can_be_added_verified_and_primary() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let added = EMAIL.try_add(&app, &ada, ADDRESS, json!({ "verified": true, "primary": true })).await.ok();
    assert_eq!(added["verification"], admin());
    assert_eq!(EMAIL.primary(&app, &ada).await, added["id"]);
    // The list is sorted and found by the new primary one.
    let found = app.get(&format!("/users?email_address={ADDRESS}")).await.ok();
    assert_eq!(ids(&found), [ada.as_str()]);
}

#[tokio::test]
async fn the_first_address_becomes_the_primary_one_whatever_was_asked() {
    let app = App::start().await;
    for (name, flags) in [
        ("verified", json!({ "verified": true })),
        ("unverified", json!({})),
        ("asked_for", json!({ "primary": true })),
        ("not_asked_for", json!({ "primary": false, "verified": null })),
    ] {
        let user = app.nameless(name).await;
        let id = EMAIL.add(&app, &user, &format!("{name}@example.org"), flags).await;
        assert_eq!(EMAIL.primary(&app, &user).await, json!(id), "{name}");
    }
}

#[tokio::test]
async fn a_verified_address_becomes_the_primary_one_where_there_is_none() {
    let app = App::start().await;
    let user = app.nameless("ada").await;
    EMAIL.add(&app, &user, "first@example.org", json!({})).await;
    app.rewrite(&user, |user| user.primary_email_address_id = None).await;
    EMAIL.add(&app, &user, "second@example.org", json!({})).await;
    assert_eq!(EMAIL.primary(&app, &user).await, json!(null));
    let id = EMAIL.add(&app, &user, "third@example.org", json!({ "verified": true })).await;
    assert_eq!(EMAIL.primary(&app, &user).await, json!(id));
}

#[tokio::test]
async fn an_unverified_address_is_not_added_as_the_primary_one() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let answer = EMAIL.try_add(&app, &ada, ADDRESS, json!({ "primary": true })).await;
    assert_eq!(answer.refusal(), (422, "form_verification_needed", Some("primary")));
    assert_eq!(app.show(&ada).await["email_addresses"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_verified_or_reserved_cannot_be_added_again() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    EMAIL.replace(&app, &bea, "bea@example.org", json!({ "identification_status": "reserved" })).await.ok();
    for flags in [json!({}), json!({ "verified": true })] {
        for value in ["ADA@example.com", "bea@example.org"] {
            for user in [&ada, &bea] {
                let answer = EMAIL.try_add(&app, user, value, flags.clone()).await;
                assert_eq!(answer.refusal(), (422, "form_identifier_exists", Some("email_address")), "{user} {value}");
            }
        }
    }
    assert_eq!(app.show(&ada).await["email_addresses"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_unverified_address_keeps_nobody_else_from_adding_it() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    let first = EMAIL.add(&app, &ada, ADDRESS, json!({})).await;
    let second = EMAIL.add(&app, &bea, ADDRESS, json!({})).await;
    assert_ne!(first, second);
    let twice = EMAIL.try_add(&app, &ada, ADDRESS, json!({ "verified": true })).await;
    assert_eq!(twice.refusal(), (422, "form_identifier_exists", Some("email_address")));
}

#[tokio::test]
async fn of_two_who_claim_an_address_at_the_same_time_one_gets_it() {
    let app = App::start().await;
    let (ada, bea) = (app.user("ada").await, app.user("bea").await);
    for round in 0..5 {
        let value = format!("round{round}@example.org");
        let flags = json!({ "verified": true });
        let (one, two) = tokio::join!(
            EMAIL.try_add(&app, &ada, &value, flags.clone()),
            EMAIL.try_add(&app, &bea, &value, flags.clone()),
        );
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
    }
}

#[tokio::test]
async fn what_cannot_be_an_address_is_refused_by_name() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    for value in ["", "ada", "@example.com", "two@@example.com", "spaced out@example.com", "ada@localhost"] {
        let answer = EMAIL.try_add(&app, &ada, value, json!({})).await;
        assert_eq!(answer.refusal(), (422, "form_param_format_invalid", Some("email_address")), "{value}");
    }
    let missing = app.post("/email_addresses", json!({})).await;
    assert_eq!((missing.status, missing.body["errors"].as_array().unwrap().len()), (422, 2));
    let nobody = EMAIL.try_add(&app, "user_none", ADDRESS, json!({})).await;
    assert_eq!(nobody.refusal(), (404, "resource_not_found", None));
    let wrong = EMAIL.try_add(&app, &ada, ADDRESS, json!({ "verified": "yes" })).await;
    assert_eq!(wrong.refusal(), (422, "form_param_type_invalid", Some("verified")));
}

#[tokio::test]
async fn an_instance_may_do_without_addresses_or_numbers() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.change_settings(|settings| settings.email_address_enabled = false).await;
    let answer = EMAIL.try_add(&app, &ada, ADDRESS, json!({})).await;
    assert_eq!(answer.refusal(), (422, "form_param_unknown", Some("email_address")));
    let answer = EMAIL.replace(&app, &ada, ADDRESS, json!({})).await;
    assert_eq!(answer.refusal(), (422, "form_param_unknown", Some("email_address")));
    PHONE.try_add(&app, &ada, PHONE.values[0], json!({})).await.ok();
    app.change_settings(|settings| settings.phone_number_enabled = false).await;
    let answer = PHONE.try_add(&app, &ada, PHONE.values[1], json!({})).await;
    assert_eq!(answer.refusal(), (422, "form_param_unknown", Some("phone_number")));
}

#[tokio::test]
async fn the_former_primary_address_is_told_if_that_is_asked_for() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let add = async |value: &str, flags| EMAIL.try_add(&app, &ada, value, flags).await.status;
    let notify = json!({ "verified": true, "primary": true, "notify_primary_email_address_changed": true });
    assert_eq!(add("one@example.org", json!({ "verified": true, "primary": true })).await, 200);
    assert_eq!(add("two@example.org", json!({ "notify_primary_email_address_changed": true })).await, 200);
    assert_eq!(add("ada@example.com", notify.clone()).await, 422);
    assert_eq!(app.outbox.take(), []);
    assert_eq!(add("three+clerk_test@example.org", notify.clone()).await, 200);
    let told = Message::PrimaryEmailAddressChanged {
        to: "one@example.org".to_owned(),
        email_address: "three+clerk_test@example.org".to_owned(),
    };
    assert_eq!(app.outbox.take(), [told]);
    // Nothing is ever sent to an address for tests.
    assert_eq!(add("four@example.org", notify).await, 200);
    assert_eq!(app.outbox.take(), []);
}
