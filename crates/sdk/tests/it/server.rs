//! Against the real server.

use frontdesk_sdk::testing::TestServer;
use frontdesk_sdk::users::{GetUser, GetUserList, GetUsersCount};
use frontdesk_sdk::{ApiVersion, Client};
use futures_util::TryStreamExt;

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
