use frontdesk_tokens::{SigningKey, TicketError, TicketKind, read_ticket};
use serde_json::{Value, json};

use crate::app::{App, START};
use crate::teams::text;

const DAY: i64 = 24 * 3600 * 1000;
const NOT_UNIQUE: (u16, &str, Option<&str>) = (400, "organization_invitation_not_unique", None);
const NOT_PENDING: (u16, &str, Option<&str>) = (404, "organization_invitation_not_pending", None);

fn body(address: &str) -> Value {
    json!({ "email_address": address, "role": "org:member" })
}

#[tokio::test]
async fn an_invitation_shows_what_it_was_made_of() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let id = app.organization("Acme").await;
    app.join(&id, &ada, "org:admin").await;
    let wish = json!({
        "email_address": " Eve@Example.com ", "role": "org:member", "inviter_user_id": ada, "expires_in_days": 2,
        "redirect_url": "https://app.example/welcome", "public_metadata": { "a": 1 }, "private_metadata": { "b": 2 },
        "notify": false,
    });
    let path = format!("/organizations/{id}/invitations");
    let made = app.post(&path, wish).await.ok();
    assert_eq!(made["object"], "organization_invitation");
    assert!(text(&made["id"]).starts_with("orginv_"));
    assert_eq!(made["email_address"], "eve@example.com");
    assert_eq!((&made["role"], &made["role_name"]), (&json!("org:member"), &json!("Member")));
    assert_eq!((&made["organization_id"], &made["status"]), (&json!(id), &json!("pending")));
    assert_eq!((&made["public_metadata"], &made["private_metadata"]), (&json!({ "a": 1 }), &json!({ "b": 2 })));
    assert_eq!(made["expires_at"], START + 2 * DAY);
    assert_eq!((&made["created_at"], &made["updated_at"]), (&json!(START), &json!(START)));
    assert_eq!(made["inviter_id"], ada);
    let inviter = &made["public_inviter_data"];
    assert_eq!((&inviter["user_id"], &inviter["identifier"]), (&json!(ada), &json!("ada@example.com")));
    assert_eq!(app.get(&format!("{path}/{}", text(&made["id"]))).await.ok(), made);
    let plain = app.invite(&id, "max@example.com").await;
    assert_eq!(plain["expires_at"], START + 30 * DAY);
    assert_eq!((&plain["inviter_id"], &plain["public_inviter_data"]), (&json!(null), &json!(null)));
    app.check().await;
}

#[tokio::test]
async fn the_link_holds_a_ticket_that_is_signed_for_the_invitation() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let made = app.invite(&id, "eve@example.com").await;
    let url = text(&made["url"]);
    let (link, ticket) = url.split_once("?ticket=").unwrap();
    assert!(link.starts_with("https://") && link.ends_with("/v1/tickets/accept"), "{link}");
    let key = SigningKey::from_pkcs8_pem(&app.instance_id, include_str!("../signing_key.pem")).unwrap();
    let read = |now| read_ticket(&key, ticket, &app.instance_id, &[TicketKind::OrganizationInvitation], now);
    let read_now = read(START).unwrap();
    assert_eq!(read_now.resource_id, text(&made["id"]));
    assert_eq!((read_now.lifetime_seconds, read_now.expires_at_seconds), (30 * 86400, START / 1000 + 30 * 86400));
    assert_eq!(read(START + 30 * DAY), Err(TicketError::Expired));
    app.clock.advance(DAY);
    let again = app.get(&format!("/organizations/{id}/invitations/{}", text(&made["id"]))).await.ok();
    assert_eq!(again["url"], made["url"], "the link stays the same although nothing of it is stored");
}

#[tokio::test]
async fn what_cannot_be_an_invitation_is_refused() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let id = app.organization("Acme").await;
    app.join(&id, &ada, "org:member").await;
    let path = format!("/organizations/{id}/invitations");
    for (field, value, refusal) in [
        ("email_address", json!("nonsense"), (422, "form_param_format_invalid", Some("email_address"))),
        ("role", json!("org:none"), (404, "resource_not_found", Some("role"))),
        ("redirect_url", json!("no url"), (422, "form_param_format_invalid", Some("redirect_url"))),
        ("expires_in_days", json!(0), (422, "form_param_value_invalid", Some("expires_in_days"))),
        ("expires_in_days", json!(366), (422, "form_param_value_invalid", Some("expires_in_days"))),
        ("inviter_user_id", json!(bob), (403, "not_a_member_in_organization", None)),
        ("inviter_user_id", json!("user_none"), (403, "not_a_member_in_organization", None)),
        ("inviter_user_id", json!(ada), (403, "missing_organization_permission", None)),
        ("email_address", json!("ADA@example.com"), (400, "already_a_member_in_organization", None)),
        (
            "public_metadata",
            json!({ "a": "x".repeat(9000) }),
            (422, "form_param_exceeds_allowed_size", Some("public_metadata")),
        ),
    ] {
        let mut wish = body("eve@example.com");
        wish[field] = value;
        assert_eq!(app.post(&path, wish.clone()).await.refusal(), refusal, "{wish}");
    }
    let mut wish = body("eve@example.com");
    wish["inviter_user_id"] = json!(ada);
    let refused = app.post(&path, wish).await;
    assert_eq!(refused.body["errors"][0]["meta"]["permissions"], json!(["org:sys_memberships:manage"]));
    let nowhere = app.post("/organizations/org_none/invitations", body("eve@example.com")).await;
    assert_eq!(nowhere.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.get(&path).await.ok()["total_count"], 0);
    app.set(|settings| settings.email_address_enabled = false).await;
    assert_eq!(app.post(&path, body("e@example.com")).await.refusal(), (400, "invitations_not_supported", None));
}

#[tokio::test]
async fn an_address_has_one_pending_invitation_into_an_organization() {
    let app = App::start().await;
    let (a, b) = (app.organization("A").await, app.organization("B").await);
    let path = format!("/organizations/{a}/invitations");
    let answers = futures_util::future::join_all((0..8).map(|_| app.post(&path, body("eve@example.com")))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.refusal(), NOT_UNIQUE);
    }
    app.invite(&b, "eve@example.com").await;
    assert_eq!(app.post(&path, body("EVE@example.com")).await.refusal(), NOT_UNIQUE);
    app.clock.advance(30 * DAY);
    app.invite(&a, "eve@example.com").await;
    app.check().await;
}

#[tokio::test]
async fn a_pending_invitation_can_be_revoked_once() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let (id, other) = (app.organization("Acme").await, app.organization("Other").await);
    app.join(&id, &ada, "org:admin").await;
    app.join(&id, &bob, "org:member").await;
    let invitation = text(&app.invite(&id, "eve@example.com").await["id"]);
    let path = format!("/organizations/{id}/invitations/{invitation}/revoke");
    let by = |user: &str| app.post(&path, json!({ "requesting_user_id": user }));
    assert_eq!(by(&bob).await.refusal(), (403, "missing_organization_permission", None));
    assert_eq!(by("user_none").await.refusal(), (403, "not_a_member_in_organization", None));
    let elsewhere = app.post(&format!("/organizations/{other}/invitations/{invitation}/revoke"), json!({})).await;
    assert_eq!(elsewhere.refusal(), (404, "resource_not_found", None));
    app.clock.advance(1000);
    let revoked = by(&ada).await.ok();
    assert_eq!((&revoked["status"], &revoked["url"]), (&json!("revoked"), &json!(null)));
    assert_eq!(revoked["updated_at"], START + 1000);
    assert_eq!(by(&ada).await.refusal(), NOT_PENDING);
    let bare = app.send(app.request(reqwest::Method::POST, &path)).await;
    assert_eq!(bare.refusal(), NOT_PENDING, "the body may be left out");
    app.invite(&id, "eve@example.com").await;
    app.check().await;
}

#[tokio::test]
async fn a_pending_invitation_expires_by_itself() {
    let app = App::start().await;
    let id = app.organization("Acme").await;
    let made = app.invite(&id, "eve@example.com").await;
    let path = format!("/organizations/{id}/invitations/{}", text(&made["id"]));
    app.clock.advance(30 * DAY - 1);
    assert_eq!(app.get(&path).await.ok()["status"], "pending");
    app.clock.advance(1);
    let expired = app.get(&path).await.ok();
    assert_eq!((&expired["status"], &expired["url"]), (&json!("expired"), &json!(null)));
    assert_eq!(expired["updated_at"], START);
    let list = async |status: &str| app.get(&format!("/organizations/{id}/invitations?status={status}")).await;
    assert_eq!(list("expired").await.ok()["total_count"], 1);
    assert_eq!(list("pending").await.ok()["total_count"], 0);
    assert_eq!(app.post(&format!("{path}/revoke"), json!({})).await.refusal(), NOT_PENDING);
    // The next invitation notes it in the row, which must not show.
    app.invite(&id, "max@example.com").await;
    assert_eq!(app.get(&path).await.ok(), expired);
    assert_eq!(list("expired").await.ok()["total_count"], 1);
    app.check().await;
}

#[tokio::test]
async fn several_are_invited_together_or_not_at_all() {
    let app = App::start().await;
    let made = app.post("/organizations", json!({ "name": "Acme", "max_allowed_memberships": 3 })).await.ok();
    let id = text(&made["id"]);
    let path = format!("/organizations/{id}/invitations/bulk");
    let both = app.post(&path, json!([body("a@example.com"), body("b@example.com")])).await.ok();
    assert_eq!(both["total_count"], 2);
    assert_eq!(both["data"][1]["email_address"], "b@example.com");
    assert!(text(&both["data"][0]["url"]).contains("?ticket="));
    for (wishes, refusal) in [
        (json!([body("c@example.com"), body("d@example.com")]), (403, "organization_membership_quota_exceeded", None)),
        (json!([body("c@example.com"), body("nonsense")]), (422, "form_param_format_invalid", Some("email_address"))),
        (json!([]), (422, "form_param_value_invalid", None)),
        (json!({ "email_address": "c@example.com" }), (400, "request_body_invalid", None)),
        (Value::Array(vec![body("c@example.com"); 11]), (400, "bulk_size_exceeded", None)),
    ] {
        assert_eq!(app.post(&path, wishes.clone()).await.refusal(), refusal, "{wishes}");
    }
    app.patch(&format!("/organizations/{id}"), json!({ "max_allowed_memberships": 0 })).await.ok();
    for wishes in
        [json!([body("c@example.com"), body("C@example.com")]), json!([body("c@example.com"), body("a@example.com")])]
    {
        let refused = app.post(&path, wishes).await;
        assert_eq!(refused.refusal(), NOT_UNIQUE);
        assert!(text(&refused.body["errors"][0]["long_message"]).starts_with("Item 2: "));
    }
    assert_eq!(app.get(&format!("/organizations/{id}/invitations")).await.ok()["total_count"], 2);
    app.check().await;
}
