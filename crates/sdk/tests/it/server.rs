//! Against the real server.

use std::collections::HashSet;

use frontdesk_sdk::invitations::{
    CreateInvitation, CreateInvitationBody, InvitationStatus, ListInvitations, RevokeInvitation,
};
use frontdesk_sdk::jwks::GetJwks;
use frontdesk_sdk::testing::{Clock, TestOptions, TestServer};
use frontdesk_sdk::users::{GetUser, GetUserList, GetUsersCount};
use frontdesk_sdk::{ApiVersion, Client};
use futures_util::TryStreamExt;

async fn invite(client: &Client, count: usize) -> HashSet<String> {
    let mut ids = HashSet::new();
    for number in 0..count {
        let body = CreateInvitationBody { email_address: format!("guest{number}@example.com"), ..Default::default() };
        ids.insert(client.send(CreateInvitation { body }).await.unwrap().id);
    }
    ids
}

#[tokio::test]
async fn a_refusal_of_the_server_arrives_with_code_and_trace() {
    let server = TestServer::start().await;
    let error = server.client.send(GetUser { user_id: "user_none".to_owned() }).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("resource_not_found"));
    assert_eq!(error.trace_id().map(str::len), Some(32));
    let list = GetUserList { limit: Some(501), ..GetUserList::default() };
    let error = server.client.send(list).await.unwrap_err();
    assert_eq!((error.status(), error.field()), (Some(422), Some("limit")));
    let other = Client::builder().base_url(&server.url).secret_key("sk_test_of_somebody_else").build().unwrap();
    assert_eq!(other.send(GetUserList::default()).await.unwrap_err().code(), Some("clerk_key_invalid"));
    server.stop().await;
}

#[tokio::test]
async fn every_version_is_spoken() {
    let server = TestServer::start().await;
    for version in ApiVersion::ALL {
        let client = Client::builder()
            .base_url(format!("{}/v1", server.url))
            .secret_key(server.secret_key.as_str())
            .api_version(version)
            .build()
            .unwrap();
        assert_eq!(client.send(GetUsersCount::default()).await.unwrap().total_count, 0);
        let users: Vec<_> = client.stream(GetUserList::default()).try_collect().await.unwrap();
        assert!(users.is_empty());
    }
}

#[tokio::test]
async fn the_keys_of_a_test_server_belong_together() {
    let server = TestServer::start().await;
    assert!(server.secret_key.starts_with("sk_test_"));
    assert!(server.publishable_key.starts_with("pk_test_"));
    assert!(server.instance_id.starts_with("ins_"));
    assert_eq!(server.client.base_url(), server.url);
}

#[tokio::test]
async fn every_invitation_can_be_revoked_as_it_comes() {
    let server = TestServer::start().await;
    let made = invite(&server.client, 7).await;
    let pending =
        || ListInvitations { status: Some(InvitationStatus::Pending), limit: Some(2), ..ListInvitations::default() };
    let mut revoked = HashSet::new();
    let mut invitations = server.client.stream(pending());
    while let Some(invitation) = invitations.try_next().await.unwrap() {
        server.client.send(RevokeInvitation { invitation_id: invitation.id.clone() }).await.unwrap();
        assert!(revoked.insert(invitation.id));
    }
    assert_eq!(revoked, made);
    assert_eq!(server.client.stream(pending()).try_collect::<Vec<_>>().await.unwrap(), []);
}

#[tokio::test]
async fn instances_of_one_server_do_not_see_each_other() {
    let server = TestServer::start().await;
    let other = server.add_instance().await.unwrap();
    invite(&server.client, 1).await;
    let listed: Vec<_> = other.stream(ListInvitations::default()).try_collect().await.unwrap();
    assert_eq!(listed, []);
    assert_ne!(other.send(GetJwks).await.unwrap(), server.client.send(GetJwks).await.unwrap());
    let anonymous = server.anonymous().unwrap();
    assert!(anonymous.send(ListInvitations::default()).await.is_err());
}

#[tokio::test]
async fn the_clock_of_a_test_server_is_the_tests_own() {
    let clock = Clock::fixed(1_767_225_600_000);
    let options = TestOptions { clock: clock.clone(), production: true, ..TestOptions::default() };
    let server = TestServer::start_with(options).await.unwrap();
    assert!(server.secret_key.starts_with("sk_live_"));
    invite(&server.client, 1).await;
    clock.advance(1000);
    let listed: Vec<_> = server.client.stream(ListInvitations::default()).try_collect().await.unwrap();
    assert_eq!(listed[0].created_at, 1_767_225_600_000);
    assert_eq!(clock.now(), 1_767_225_601_000);
}
