//! Invitations, when they are accepted.

use frontdesk_server::error::ApiResult;
use frontdesk_server::tickets::{Attempt, Redeemed, redeem};
use frontdesk_storage::users::User;
use frontdesk_tokens::IdSource;
use serde_json::{Value, json};

use super::visitors::{refusal, sign_in};
use crate::app::{App, START};
use crate::people::{DAY, person, text};

/// Uses a ticket to sign up under a first name.
async fn sign_up(app: &App, ticket: &str, name: &str) -> ApiResult<Redeemed> {
    let user = User {
        id: IdSource::random().new_id("user", START),
        first_name: Some(name.to_owned()),
        created_at: app.clock.now(),
        updated_at: app.clock.now(),
        ..User::default()
    };
    redeem(&app.context().await, ticket, Attempt::SignUp(Box::new(user))).await
}

fn ticket(invitation: &Value) -> String {
    text(invitation, "url").split_once("?ticket=").unwrap().1.to_owned()
}

/// Invites an address to the application, and gives the invitation.
async fn invite(app: &App, address: &str) -> Value {
    let body = json!({
        "email_address": address, "public_metadata": { "team": "blue" }, "redirect_url": "https://app.example.com/hi",
        "ignore_existing": true,
    });
    app.post("/invitations", body).await.ok()
}

/// Invites an address into an organization, and gives the invitation.
async fn invite_into(app: &App, organization: &str, address: &str) -> Value {
    let body = json!({
        "email_address": address, "role": "org:member", "public_metadata": { "seat": 1 },
        "private_metadata": { "desk": 2 },
    });
    app.post(&format!("/organizations/{organization}/invitations"), body).await.ok()
}

async fn organization(app: &App) -> String {
    let owner = app.add_user(person("owner")).await;
    text(&app.post("/organizations", json!({ "name": "Acme", "created_by": owner })).await.ok(), "id").to_owned()
}

#[tokio::test]
async fn an_invitation_becomes_a_user_with_its_address_and_metadata() {
    let app = App::start().await;
    let invitation = invite(&app, "ada@example.com").await;
    let redeemed = sign_up(&app, &ticket(&invitation), "Ada").await.unwrap();
    assert_eq!(redeemed.redirect_url.as_deref(), Some("https://app.example.com/hi"));
    let user = app.get(&format!("/users/{}", redeemed.user.id)).await.ok();
    let email = &user["email_addresses"][0];
    assert_eq!((&email["email_address"], &email["id"]), (&json!("ada@example.com"), &user["primary_email_address_id"]));
    assert_eq!(
        (&email["verification"]["status"], &email["verification"]["strategy"]),
        (&json!("verified"), &json!("ticket"))
    );
    assert_eq!((&user["public_metadata"], &user["first_name"]), (&json!({ "team": "blue" }), &json!("Ada")));
    assert_eq!(user["last_sign_in_at"], START);
    let session = app.get(&format!("/sessions/{}", redeemed.session.id)).await.ok();
    assert_eq!((&session["user_id"], &session["status"]), (&user["id"], &json!("active")));
    let list = app.get("/invitations?status=accepted").await.ok();
    assert_eq!(list[0]["id"], invitation["id"]);
    assert_eq!(refusal(sign_up(&app, &ticket(&invitation), "Bob").await), (400, "invitation_already_accepted"));
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn an_invitation_signs_in_who_is_a_user_already() {
    let app = App::start().await;
    let invitation = invite(&app, "ada@example.com").await;
    assert_eq!(refusal(sign_in(&app, &ticket(&invitation)).await), (400, "invitation_account_not_exists"));
    let ada = app.add_user(person("ada")).await;
    assert_eq!(refusal(sign_up(&app, &ticket(&invitation), "Ada").await), (400, "invitation_account_exists"));
    assert_eq!(sign_in(&app, &ticket(&invitation)).await.unwrap().user.id, ada);
    assert_eq!(refusal(sign_in(&app, &ticket(&invitation)).await), (400, "invitation_already_accepted"));
}

#[tokio::test]
async fn invitations_that_ended_are_refused() {
    let app = App::start().await;
    let organization = organization(&app).await;
    let (one, two) = (invite(&app, "one@example.com").await, invite(&app, "two@example.com").await);
    app.post(&format!("/invitations/{}/revoke", text(&one, "id")), json!({})).await.ok();
    assert_eq!(refusal(sign_up(&app, &ticket(&one), "One").await), (400, "revoked_invitation"));
    let into = invite_into(&app, &organization, "three@example.com").await;
    let path = format!("/organizations/{organization}/invitations/{}/revoke", text(&into, "id"));
    app.post(&path, json!({})).await.ok();
    assert_eq!(refusal(sign_up(&app, &ticket(&into), "Three").await), (400, "organization_invitation_revoked_code"));
    let four = invite_into(&app, &organization, "four@example.com").await;
    let five = invite_into(&app, &organization, "five@example.com").await;
    app.clock.advance(30 * DAY);
    for expired in [&two, &four] {
        assert_eq!(refusal(sign_up(&app, &ticket(expired), "Late").await), (400, "ticket_expired_code"));
    }
    app.clock.advance(-30 * DAY);
    app.delete(&format!("/organizations/{organization}")).await.ok();
    let gone = (400, "organization_invitation_to_deleted_organization");
    assert_eq!(refusal(sign_up(&app, &ticket(&five), "Five").await), gone);
    assert_eq!(app.get("/users/count").await.ok()["total_count"], 1, "nobody was made");
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn an_invitation_into_an_organization_makes_a_member() {
    let app = App::start().await;
    let organization = organization(&app).await;
    let ada = app.add_user(person("ada")).await;
    let (old, new) = (
        invite_into(&app, &organization, "ada@example.com").await,
        invite_into(&app, &organization, "new@example.com").await,
    );
    let refused = (400, "organization_invitation_identification_already_exists");
    assert_eq!(refusal(sign_up(&app, &ticket(&old), "Ada").await), refused);
    let refused = (400, "organization_invitation_identification_not_exist");
    assert_eq!(refusal(sign_in(&app, &ticket(&new)).await), refused);

    assert_eq!(sign_in(&app, &ticket(&old)).await.unwrap().user.id, ada);
    let redeemed = sign_up(&app, &ticket(&new), "New").await.unwrap();
    for user in [&ada, &redeemed.user.id] {
        let memberships = app.get(&format!("/users/{user}/organization_memberships")).await.ok();
        let membership = &memberships["data"][0];
        assert_eq!(
            (&membership["organization"]["id"], &membership["role"]),
            (&json!(organization), &json!("org:member"))
        );
        assert_eq!(membership["public_metadata"], json!({ "seat": 1 }));
        assert_eq!(membership["private_metadata"], json!({ "desk": 2 }));
    }
    let session = app.get(&format!("/sessions/{}", redeemed.session.id)).await.ok();
    assert_eq!(session["last_active_organization_id"], organization.as_str());
    let again = (400, "organization_invitation_already_accepted");
    assert_eq!(refusal(sign_in(&app, &ticket(&old)).await), again);
    let path = format!("/organizations/{organization}?include_members_count=true");
    let shown = app.get(&path).await.ok();
    assert_eq!((&shown["members_count"], &shown["pending_invitations_count"]), (&json!(3), &json!(0)));
    assert!(app.store.check().await.unwrap().is_clean());
}

#[tokio::test]
async fn an_organization_that_became_too_small_takes_nobody() {
    let app = App::start().await;
    let organization = organization(&app).await;
    let invitation = invite_into(&app, &organization, "new@example.com").await;
    app.patch(&format!("/organizations/{organization}"), json!({ "max_allowed_memberships": 1 })).await.ok();
    let refused = (403, "organization_membership_quota_exceeded");
    assert_eq!(refusal(sign_up(&app, &ticket(&invitation), "New").await), refused);
    assert_eq!(app.get("/users/count").await.ok()["total_count"], 1, "the user was not made either");
    app.patch(&format!("/organizations/{organization}"), json!({ "max_allowed_memberships": 0 })).await.ok();
    sign_up(&app, &ticket(&invitation), "New").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_who_accept_the_same_invitation_one_does() {
    let app = App::start().await;
    let organization = organization(&app).await;
    let into = invite_into(&app, &organization, "new@example.com").await;
    let to = invite(&app, "other@example.com").await;
    for (ticket, codes) in [
        (
            ticket(&into),
            ["organization_invitation_already_accepted", "organization_invitation_identification_already_exists"],
        ),
        (ticket(&to), ["invitation_already_accepted", "invitation_account_exists"]),
    ] {
        let (one, two, three) =
            tokio::join!(sign_up(&app, &ticket, "One"), sign_up(&app, &ticket, "Two"), sign_up(&app, &ticket, "Three"));
        let outcomes = [one, two, three];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for error in outcomes.into_iter().filter_map(Result::err) {
            assert!(codes.contains(&error.code()), "{}", error.code());
        }
    }
    assert_eq!(app.get("/users/count").await.ok()["total_count"], 3);
    assert!(app.store.check().await.unwrap().is_clean());
}
