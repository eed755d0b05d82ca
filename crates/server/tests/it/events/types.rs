//! Every type of event: what causes it, or why nothing can yet. Whoever serves an operation that causes one says so in
//! [`TYPES`] and lets [`cause_everything`] do it.

use std::collections::BTreeSet;

use frontdesk_conformance::WebhookJudge;
use frontdesk_contract::EVENT_TYPES;
use serde_json::json;

use super::recorded::{data_of, types_of, without};
use crate::app::App;
use crate::browser::Browser;
use crate::identifiers::{EMAIL, PHONE};
use crate::people::text;

/// What there is to say about a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// What causes it, in words.
    By(&'static str),
    /// Why nothing can cause it yet.
    NotYet(&'static str),
}

use Cause::{By, NotYet};

const BILLING: Cause = NotYet("billing is not served");

const TYPES: &[(&str, Cause)] = &[
    ("email.created", By("a code for an address, an invitation, another primary address")),
    ("organization.created", By("POST /organizations")),
    ("organization.updated", By("every change of an organization")),
    ("organization.deleted", By("DELETE /organizations/{organization_id}")),
    ("organizationDomain.created", By("POST /organizations/{organization_id}/domains")),
    ("organizationDomain.updated", By("another mode, a verification")),
    ("organizationDomain.deleted", By("DELETE …/domains/{domain_id}")),
    ("organizationInvitation.created", By("inviting into an organization, one or several")),
    (
        "organizationInvitation.accepted",
        NotYet("only a visit with a ticket accepts one, which no operation of the Backend API is"),
    ),
    ("organizationInvitation.revoked", By("POST …/invitations/{invitation_id}/revoke")),
    ("organizationMembership.created", By("a new member, the creator of an organization")),
    ("organizationMembership.updated", By("another role, other metadata")),
    ("organizationMembership.deleted", By("a member that leaves, a user that is deleted")),
    ("paymentAttempt.created", BILLING),
    ("paymentAttempt.updated", BILLING),
    ("permission.created", By("POST /organization_permissions")),
    ("permission.updated", By("PATCH /organization_permissions/{permission_id}")),
    ("permission.deleted", By("DELETE /organization_permissions/{permission_id}")),
    ("role.created", By("POST /organization_roles")),
    ("role.updated", By("another name, key or description, a permission more or less")),
    ("role.deleted", By("DELETE /organization_roles/{organization_role_id}")),
    ("session.created", By("POST /sessions, and the last task of a session that waited for it")),
    ("session.pending", By("POST /sessions for a user who has to do something first")),
    ("session.ended", By("a browser that signs in anew on the pages of the authorization server")),
    ("session.removed", By("a browser that signs out there")),
    ("session.revoked", By("revoking, banning, signing out of other sessions, deleting the user")),
    ("sms.created", By("a code for a phone number")),
    ("subscription.created", BILLING),
    ("subscription.updated", BILLING),
    ("subscription.active", BILLING),
    ("subscription.pastDue", BILLING),
    ("subscriptionItem.abandoned", BILLING),
    ("subscriptionItem.active", BILLING),
    ("subscriptionItem.canceled", BILLING),
    ("subscriptionItem.ended", BILLING),
    ("subscriptionItem.freeTrialEnding", BILLING),
    ("subscriptionItem.incomplete", BILLING),
    ("subscriptionItem.pastDue", BILLING),
    ("subscriptionItem.upcoming", BILLING),
    ("subscriptionItem.updated", BILLING),
    ("user.created", By("POST /users")),
    ("user.updated", By("every change of a user that can be seen")),
    ("user.deleted", By("DELETE /users/{user_id}")),
    ("waitlistEntry.created", By("POST /waitlist_entries, one or several")),
    ("waitlistEntry.updated", By("inviting and turning down")),
];

#[test]
fn every_type_of_the_document_is_listed() {
    let listed: Vec<&str> = TYPES.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(listed, EVENT_TYPES);
    for (kind, cause) in TYPES {
        let (By(words) | NotYet(words)) = cause;
        assert!(words.len() > 10, "{kind} has a reason");
    }
    let Some(judge) = WebhookJudge::official() else { return };
    let documented: BTreeSet<&str> = judge.types().collect();
    assert_eq!(documented, EVENT_TYPES.iter().copied().collect());
}

/// Causes every type that can be caused.
async fn cause_everything(app: &App) {
    let ada = app.user("ada").await;
    app.patch(&format!("/users/{ada}"), json!({ "password": "correct-horse-battery-staple-91" })).await.ok();
    let email = EMAIL.add(app, &ada, EMAIL.values[0], json!({})).await;
    EMAIL.prepare(app, &email).await;
    let phone = PHONE.add(app, &ada, PHONE.values[0], json!({})).await;
    PHONE.prepare(app, &phone).await;
    let session = app.session(&ada).await;
    app.post(&format!("/sessions/{}/revoke", text(&session, "id")), json!({})).await.ok();
    app.post(&format!("/users/{ada}/password/set_compromised"), json!({})).await.ok();
    app.session(&ada).await;

    let made = app.post("/organizations", json!({ "name": "Acme", "created_by": ada })).await.ok();
    let acme = text(&made, "id").to_owned();
    app.patch(&format!("/organizations/{acme}"), json!({ "name": "Acme Corporation" })).await.ok();
    let bob = app.user("bob").await;
    app.join(&acme, &bob, "org:member").await;
    let membership = format!("/organizations/{acme}/memberships/{bob}");
    app.patch(&membership, json!({ "role": "org:admin" })).await.ok();
    app.delete(&membership).await.ok();
    let invitation = app.invite(&acme, "eve@example.com").await;
    let revoke = format!("/organizations/{acme}/invitations/{}/revoke", text(&invitation, "id"));
    app.post(&revoke, json!({})).await.ok();
    app.post("/invitations", json!({ "email_address": "joe@example.com" })).await.ok();
    app.delete(&format!("/users/{ada}")).await.ok();
    app.delete(&format!("/organizations/{acme}")).await.ok();
    cause_roles(app).await;
    cause_waitlist(app).await;
    cause_domains(app).await;
    cause_sign_ins(app).await;
}

async fn cause_sign_ins(app: &App) {
    app.serve_pages().await;
    app.user_with_password("grace", json!({})).await;
    let hats = app.hats(json!({})).await;
    let browser = Browser::new();
    browser.signed_in(&app.authorize_url(&hats, &[]), "grace").await;
    let page = browser.signed_in(&app.authorize_url(&hats, &[("prompt", Some("login"))]), "grace").await;
    browser.submit(&page, "sign-out", &[]).await;
}

async fn cause_waitlist(app: &App) {
    let entry = app.post("/waitlist_entries", json!({ "email_address": "wanda@example.com" })).await.ok();
    app.post(&format!("/waitlist_entries/{}/invite", text(&entry, "id")), json!({})).await.ok();
    app.post(&format!("/waitlist_entries/{}/reject", text(&entry, "id")), json!({})).await.ok();
}

async fn cause_domains(app: &App) {
    app.configure(|settings| settings.organization_domains.enabled = true).await;
    let organization = app.organization("Domains").await;
    let domains = format!("/organizations/{organization}/domains");
    let domain = app.post(&domains, json!({ "name": "acme.example", "verified": false })).await.ok();
    let domain = format!("{domains}/{}", text(&domain, "id"));
    app.patch(&domain, json!({ "verified": true })).await.ok();
    app.delete(&domain).await.ok();
}

async fn cause_roles(app: &App) {
    let new = json!({ "name": "Read", "key": "org:posts:read", "description": "Reads posts." });
    let permission = app.post("/organization_permissions", new).await.ok();
    let permission = format!("/organization_permissions/{}", text(&permission, "id"));
    app.patch(&permission, json!({ "name": "Read posts" })).await.ok();
    let new = json!({ "name": "Reader", "key": "org:reader", "description": "Reads." });
    let role = app.post("/organization_roles", new).await.ok();
    let role = format!("/organization_roles/{}", text(&role, "id"));
    app.patch(&role, json!({ "name": "Reader of posts" })).await.ok();
    app.delete(&role).await.ok();
    app.delete(&permission).await.ok();
}

#[tokio::test]
async fn every_type_that_can_be_caused_is_and_has_the_shape_of_the_document() {
    let app = App::start().await;
    cause_everything(&app).await;
    let events = app.events().await;
    let seen: BTreeSet<String> = types_of(&events).into_iter().collect();
    let expected: BTreeSet<String> =
        TYPES.iter().filter(|(_, cause)| matches!(cause, By(_))).map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(seen, expected);
    for event in &events {
        let envelope = &event["event"];
        assert_eq!((&envelope["object"], &envelope["instance_id"]), (&json!("event"), &json!(app.instance_id)));
        assert_eq!(envelope["timestamp"], app.clock.now());
        assert!(text(event, "id").starts_with("evt_") && text(event, "id").len() == 31, "{event}");
        assert!(text(event, "resource_id") != "", "{event}");
    }
    app.check().await;
    let Some(judge) = WebhookJudge::official() else { return };
    for event in &events {
        assert_eq!(judge.judge(&event["event"]), Vec::<String>::new(), "{event}");
    }
}

#[tokio::test]
async fn an_event_shows_what_the_api_answers() {
    let app = App::start().await;
    let body = json!({ "email_address": ["ada@example.com"], "skip_password_requirement": true, "first_name": "Ada" });
    let user = app.post("/users", body).await.ok();
    let ada = text(&user, "id").to_owned();
    assert_eq!(app.take_event("user.created").await, user);
    let changed = app.patch(&format!("/users/{ada}"), json!({ "first_name": "Ada L." })).await.ok();
    assert_eq!(app.take_event("user.updated").await, changed);

    let session = app.session(&ada).await;
    let shown = app.take_event("session.created").await;
    assert_eq!(without(&shown, &["user"]), without(&session, &["tasks"]));
    assert_eq!(shown["user"], app.show(&ada).await);

    let made = app.post("/organizations", json!({ "name": "Acme", "created_by": ada })).await.ok();
    let acme = text(&made, "id").to_owned();
    let counts = ["members_count", "pending_invitations_count"];
    let shown = app.take_event("organization.created").await;
    assert_eq!(without(&shown, &counts), made);
    assert_eq!(shown["members_count"], 1);
    let memberships = app.get(&format!("/organizations/{acme}/memberships")).await.ok();
    assert_eq!(app.take_event("organizationMembership.created").await, memberships["data"][0]);

    let invitation = app.invite(&acme, "eve@example.com").await;
    let shown = app.take_event("organizationInvitation.created").await;
    assert_eq!(without(&shown, &["public_organization_data"]), invitation);
    assert_eq!(shown["public_organization_data"]["name"], "Acme");
    let email = app.take_event("email.created").await;
    assert_eq!(
        (&email["slug"], &email["to_email_address"]),
        (&json!("organization_invitation"), &json!("eve@example.com"))
    );
    assert_eq!(email["data"]["action_url"], invitation["url"], "whoever delivers it needs the link");

    let renamed = app.patch(&format!("/organizations/{acme}"), json!({ "name": "Acme 2" })).await.ok();
    let shown = app.take_event("organization.updated").await;
    assert_eq!(without(&shown, &counts), renamed);
    assert_eq!((&shown["members_count"], &shown["pending_invitations_count"]), (&json!(1), &json!(1)));
    let gone = app.delete(&format!("/organizations/{acme}")).await.ok();
    assert_eq!(app.take_event("organization.deleted").await, gone);
    let gone = app.delete(&format!("/users/{ada}")).await.ok();
    assert_eq!(app.take_event("user.deleted").await, gone);
}

#[tokio::test]
async fn an_event_does_not_go_by_the_version_of_the_request() {
    let app = App::start().await;
    let body = json!({ "email_address": ["ada@example.com"], "skip_password_requirement": true });
    let old = app.in_version("2021-02-05", "/users", Some(body)).await.ok();
    assert_eq!(app.take_event("user.created").await, app.show(text(&old, "id")).await);
}

#[tokio::test]
async fn what_ends_with_a_user_is_told_before_the_user() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.session(&ada).await;
    app.session(&ada).await;
    app.post("/organizations", json!({ "name": "Acme", "created_by": ada })).await.ok();
    let before = app.events().await.len();
    app.delete(&format!("/users/{ada}")).await.ok();
    let events = app.events().await.split_off(before);
    let expected = ["session.revoked", "session.revoked", "organizationMembership.deleted", "user.deleted"];
    assert_eq!(types_of(&events), expected);
    assert_eq!(data_of(&events[0])["status"], "revoked");
    assert_eq!(data_of(&events[2])["public_user_data"]["user_id"], ada.as_str());
}

#[tokio::test]
async fn what_changes_nothing_is_not_told() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    let acme = app.organization("Acme").await;
    app.join(&acme, &ada, "org:member").await;
    let shown = app.show(&ada).await;
    let before = app.events().await.len();
    app.post(&format!("/users/{ada}/ban"), json!({})).await.ok();
    app.patch(&format!("/users/{ada}"), json!({ "first_name": shown["first_name"] })).await.ok();
    app.patch(&format!("/organizations/{acme}"), json!({ "name": "Acme" })).await.ok();
    app.patch(&format!("/organizations/{acme}/memberships/{ada}"), json!({ "role": "org:member" })).await.ok();
    app.get("/users").await.ok();
    assert_eq!(types_of(&app.events().await.split_off(before)), Vec::<String>::new());
}

#[tokio::test]
async fn a_session_that_waits_counts_as_created_when_its_last_task_is_done() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    app.patch(&format!("/users/{ada}"), json!({ "password": "correct-horse-battery-staple-91" })).await.ok();
    app.post(&format!("/users/{ada}/password/set_compromised"), json!({})).await.ok();
    app.session(&ada).await;
    let pending = app.take_event("session.pending").await;
    assert_eq!(pending["status"], "pending");
    app.post(&format!("/users/{ada}/password/unset_compromised"), json!({})).await.ok();
    let created = app.take_event("session.created").await;
    assert_eq!((&created["id"], &created["status"]), (&pending["id"], &json!("active")));
    let types = types_of(&app.events().await);
    assert_eq!(types.iter().filter(|kind| *kind == "session.created").count(), 1);
}

#[tokio::test]
async fn messages_carry_what_their_delivery_needs() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let email = EMAIL.add(&app, &ada, EMAIL.values[0], json!({})).await;
    EMAIL.prepare(&app, &email).await;
    let shown = app.take_event("email.created").await;
    let code = text(&shown["data"], "otp_code").to_owned();
    assert_eq!(code.len(), 6);
    assert!(text(&shown, "body").contains(&code) && text(&shown, "body_plain").contains(&code));
    assert_eq!((&shown["user_id"], &shown["email_address_id"]), (&json!(ada), &json!(email)));
    assert_eq!((&shown["slug"], &shown["delivered_by_clerk"]), (&json!("verification_code"), &json!(false)));
    let phone = PHONE.add(&app, &ada, PHONE.values[0], json!({})).await;
    PHONE.prepare(&app, &phone).await;
    let shown = app.take_event("sms.created").await;
    assert!(text(&shown, "message").contains(text(&shown["data"], "otp_code")), "{shown}");
    // Nobody is sent anything for tests, or who was not to be notified.
    let before = app.events().await.len();
    let test = EMAIL.add(&app, &ada, EMAIL.test_value, json!({})).await;
    EMAIL.prepare(&app, &test).await;
    app.post("/invitations", json!({ "email_address": "joe@example.com", "notify": false })).await.ok();
    app.post("/invitations", json!({ "email_address": "joe+clerk_test@example.com" })).await.ok();
    assert_eq!(types_of(&app.events().await.split_off(before)), ["user.updated"]);
}
