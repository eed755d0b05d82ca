//! Against the real server.

use std::collections::HashSet;

use frontdesk_sdk::invitations::{
    CreateInvitation, CreateInvitationBody, InvitationStatus, ListInvitations, RevokeInvitation,
};
use frontdesk_sdk::jwks::GetJwks;
use frontdesk_sdk::sessions::{CreateSession, CreateSessionBody, CreateSessionToken, CreateSessionTokenBody};
use frontdesk_sdk::testing::{Clock, TestOptions, TestServer};
use frontdesk_sdk::users::{
    CreateUser, CreateUserBody, DeleteUser, GetUser, GetUserList, GetUsersCount, SetUserProfileImage, UpdateUser,
    UpdateUserBody, User,
};
use frontdesk_sdk::{ApiVersion, Client, Maybe, Upload, VerifyError};
use futures_util::TryStreamExt;

/// A picture of one red pixel.
const PICTURE: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90w\
    S\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00I\
    END\xaeB`\x82";

async fn create_user(client: &Client, name: &str) -> User {
    let body = CreateUserBody {
        email_address: Some(vec![format!("{name}@example.com")]),
        first_name: Maybe::Value(name.to_owned()),
        skip_password_requirement: Maybe::Value(true),
        ..CreateUserBody::default()
    };
    client.send(CreateUser { body }).await.unwrap()
}

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
        || ListInvitations { status: vec![InvitationStatus::Pending], limit: Some(2), ..ListInvitations::default() };
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

#[tokio::test]
async fn a_user_is_created_read_changed_and_deleted() {
    let server = TestServer::start().await;
    let ada = create_user(&server.client, "ada").await;
    let read = GetUser { user_id: ada.id.clone() };
    assert_eq!(server.client.send(read.clone()).await.unwrap(), ada);
    let body = UpdateUserBody {
        first_name: Maybe::Null,
        last_name: Maybe::Value("Lovelace".to_owned()),
        ..UpdateUserBody::default()
    };
    let changed = server.client.send(UpdateUser { user_id: ada.id.clone(), body }).await.unwrap();
    assert_eq!((changed.first_name, changed.last_name.as_deref()), (None, Some("Lovelace")));
    let deleted = server.client.send(DeleteUser { user_id: ada.id.clone() }).await.unwrap();
    assert_eq!((deleted.id, deleted.deleted), (ada.id, true));
    assert!(server.client.send(read).await.is_err_and(|error| error.is_not_found()));
}

#[tokio::test]
async fn a_taken_identifier_is_an_error_about_its_field() {
    let server = TestServer::start().await;
    create_user(&server.client, "ada").await;
    let body = CreateUserBody {
        email_address: Some(vec!["ada@example.com".to_owned()]),
        skip_password_requirement: Maybe::Value(true),
        ..CreateUserBody::default()
    };
    let error = server.client.send(CreateUser { body }).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(422), Some("form_identifier_exists")));
    assert_eq!(error.field(), Some("email_address"));
}

#[tokio::test]
async fn every_user_comes_once_in_every_order_and_can_be_deleted_as_it_comes() {
    let server = TestServer::start().await;
    let mut made = HashSet::new();
    for name in ["ada", "bea", "cleo", "dora", "ella"] {
        made.insert(create_user(&server.client, name).await.id);
    }
    let list = |order: Option<&str>| GetUserList {
        order_by: order.map(str::to_owned),
        limit: Some(2),
        ..GetUserList::default()
    };
    for order in [None, Some("+created_at"), Some("-created_at"), Some("first_name"), Some("-email_address")] {
        let listed: Vec<User> = server.client.stream(list(order)).try_collect().await.unwrap();
        assert_eq!(listed.len(), 5, "{order:?}");
        assert_eq!(listed.into_iter().map(|user| user.id).collect::<HashSet<_>>(), made, "{order:?}");
    }
    let mut users = server.client.stream(list(None));
    while let Some(user) = users.try_next().await.unwrap() {
        server.client.send(DeleteUser { user_id: user.id }).await.unwrap();
    }
    assert_eq!(server.client.send(GetUsersCount::default()).await.unwrap().total_count, 0);
}

#[tokio::test]
async fn a_picture_is_uploaded() {
    let server = TestServer::start().await;
    let ada = create_user(&server.client, "ada").await;
    assert!(!ada.has_image);
    let file = Upload { bytes: PICTURE.to_vec(), ..Upload::default() };
    let upload = SetUserProfileImage { user_id: ada.id, file: Some(file) };
    assert!(server.client.send(upload.clone()).await.unwrap().has_image);
    let text = Upload { bytes: b"no picture".to_vec(), ..Upload::default() };
    let error = server.client.send(SetUserProfileImage { file: Some(text), ..upload }).await.unwrap_err();
    assert!(error.status().is_some_and(|status| (400..500).contains(&status)), "{error}");
}

#[tokio::test]
async fn a_token_is_verified_with_the_keys_of_its_own_instance() {
    let server = TestServer::start().await;
    let ada = create_user(&server.client, "ada").await;
    let body = CreateSessionBody { user_id: ada.id.clone(), ..CreateSessionBody::default() };
    let session = server.client.send(CreateSession { body }).await.unwrap();
    let request = CreateSessionToken { session_id: session.id.clone(), body: CreateSessionTokenBody::default() };
    let token = server.client.send(request).await.unwrap().jwt;
    let claims = server.client.verify_token(&token).await.unwrap();
    assert_eq!((claims.user_id, claims.session_id), (ada.id, Some(session.id)));
    let picky = server.client.token_verifier().authorized_parties(["https://app.example.com"]);
    assert!(matches!(picky.verify(&token).await, Err(VerifyError::AuthorizedParty(None))));
    let other = server.add_instance().await.unwrap();
    assert!(matches!(other.verify_token(&token).await, Err(VerifyError::Token(_))));
}
