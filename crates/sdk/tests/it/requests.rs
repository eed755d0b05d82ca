use std::time::Duration;

use frontdesk_sdk::accountless_applications::CreateAccountlessApplication;
use frontdesk_sdk::contract::{Operation, Parts};
use frontdesk_sdk::organization_memberships::DeleteOrganizationMembership;
use frontdesk_sdk::organizations::UploadOrganizationLogo;
use frontdesk_sdk::users::{DeleteUser, GetUser, GetUserList, UpdateUser, UpdateUserBody};
use frontdesk_sdk::{ApiVersion, Client, Error, Maybe, Upload};
use serde_json::{Value, json};

use crate::stub::{Asked, KEY, Reply, Stub, plain_http};

/// What arrives when the operation is sent.
async fn asked<O: Operation>(operation: O) -> Asked {
    let stub = Stub::script([Reply::refusal(400, "bad_request", None)]).await;
    stub.client().send(operation).await.map(|_| ()).unwrap_err();
    stub.asked().remove(0)
}

#[tokio::test]
async fn a_request_carries_key_version_and_user_agent() {
    let one = asked(GetUser { user_id: "user_1".to_owned() }).await;
    assert_eq!((one.method.as_str(), one.target.as_str()), ("GET", "/v1/users/user_1"));
    assert_eq!(one.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert_eq!(one.header("clerk-api-version"), Some("2026-05-12"));
    assert_eq!(one.header("user-agent"), Some(concat!("frontdesk-sdk/", env!("CARGO_PKG_VERSION"))));
    assert_eq!((one.header("accept"), one.header("content-type")), (Some("application/json"), None));
    assert!(one.body.is_empty());
}

#[tokio::test]
async fn version_and_user_agent_are_as_the_builder_was_told_and_the_url_may_have_a_path() {
    let stub = Stub::script([Reply::refusal(400, "bad_request", None)]).await;
    let builder = stub.builder().base_url(format!("{}/clerk/v1/", stub.url()));
    let client = builder.api_version(ApiVersion::V2024_10_01).user_agent("shop/1.0").build().unwrap();
    client.send(GetUserList::default()).await.unwrap_err();
    let one = stub.asked().remove(0);
    assert_eq!(one.target, "/clerk/v1/users");
    assert_eq!((one.header("clerk-api-version"), one.header("user-agent")), (Some("2024-10-01"), Some("shop/1.0")));
}

#[tokio::test]
async fn values_are_escaped_and_lists_repeat_their_key() {
    let one = asked(GetUser { user_id: "a/b?c#d e%2F\u{e4}".to_owned() }).await;
    assert_eq!(one.target, "/v1/users/a%2Fb%3Fc%23d%20e%252F%C3%A4");
    let list = GetUserList {
        email_address: vec!["a+b@example.com".to_owned(), "c&d@example.com".to_owned()],
        order_by: Some("+created_at".to_owned()),
        banned: Some(false),
        ..GetUserList::default()
    };
    let one = asked(list).await;
    let query = one.target.split_once('?').unwrap().1;
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    assert_eq!(
        pairs,
        [
            "banned=false",
            "email_address=a%2Bb%40example.com",
            "email_address=c%26d%40example.com",
            "order_by=%2Bcreated_at"
        ]
    );
}

#[tokio::test]
async fn what_is_absent_is_not_sent_and_null_is() {
    let body = UpdateUserBody {
        first_name: Maybe::Null,
        last_name: Maybe::Value("Lovelace".to_owned()),
        ..UpdateUserBody::default()
    };
    let one = asked(UpdateUser { user_id: "user_1".to_owned(), body }).await;
    assert_eq!(one.header("content-type"), Some("application/json"));
    let sent: Value = serde_json::from_slice(&one.body).unwrap();
    assert_eq!(sent, json!({"first_name": null, "last_name": "Lovelace"}));
}

#[tokio::test]
async fn an_upload_travels_as_a_file_with_its_fields() {
    let file = Upload {
        file_name: Some("logo.png".to_owned()),
        content_type: Some("image/png".to_owned()),
        bytes: b"\x89PNG".to_vec(),
    };
    let upload = UploadOrganizationLogo {
        organization_id: "org_1".to_owned(),
        uploader_user_id: Some("user_1".to_owned()),
        file,
    };
    let one = asked(upload).await;
    assert_eq!((one.method.as_str(), one.target.as_str()), ("PUT", "/v1/organizations/org_1/logo"));
    assert!(one.header("content-type").unwrap().starts_with("multipart/form-data; boundary="));
    let text = String::from_utf8_lossy(&one.body).to_lowercase();
    for expected in
        ["name=\"file\"; filename=\"logo.png\"", "content-type: image/png", "name=\"uploader_user_id\"\r\n\r\nuser_1"]
    {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[tokio::test]
async fn a_path_value_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let stub = Stub::script([Reply::status(200)]).await;
    let client = stub.client();
    for id in ["", ".", ".."] {
        let error = client.send(DeleteUser { user_id: id.to_owned() }).await.unwrap_err();
        assert!(matches!(error, Error::PathParameter { name } if name == "user_id"), "{id:?}");
        let membership = DeleteOrganizationMembership { organization_id: "org_1".to_owned(), user_id: id.to_owned() };
        assert!(client.send(membership).await.is_err());
    }
    assert!(matches!(client.call(GetUser::DESCRIPTOR, Parts::default()).await, Err(Error::PathParameter { .. })));
    assert_eq!(stub.count(), 0);
}

#[tokio::test]
async fn without_a_key_only_public_operations_are_sent() {
    let application = json!({"object": "accountless_application", "publishable_key": "pk_test_x"});
    let stub = Stub::script([Reply::json(&application)]).await;
    let client = Client::builder().base_url(stub.url()).http_client(plain_http().build().unwrap()).build().unwrap();
    let error = client.send(GetUserList::default()).await.unwrap_err();
    assert!(matches!(error, Error::MissingSecretKey { operation: "GetUserList" }));
    assert_eq!(client.send(CreateAccountlessApplication).await.unwrap().publishable_key, "pk_test_x");
    assert_eq!((stub.count(), stub.asked()[0].header("authorization")), (1, None));
}

#[tokio::test]
async fn an_operation_chosen_at_run_time_answers_as_it_came() {
    let stub = Stub::script([Reply::json(&json!({"tomorrow": 1})).with("clerk-trace-id", &"abc")]).await;
    let mut parts = Parts::default();
    parts.path.insert("user_id".to_owned(), "user_1".into());
    let answer = stub.client().call(GetUser::DESCRIPTOR, parts).await.unwrap();
    assert_eq!((answer.status, answer.trace_id.as_deref()), (200, Some("abc")));
    assert_eq!(answer.json::<Value>().unwrap(), json!({"tomorrow": 1}));
}

#[tokio::test]
async fn the_key_is_never_shown() {
    let stub = Stub::script([Reply::refusal(401, "clerk_key_invalid", None)]).await;
    let builder = Client::builder().base_url(stub.url()).secret_key(KEY).timeout(Duration::from_secs(9));
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let error = client.send(GetUserList::default()).await.unwrap_err();
    let shown = format!("{shown} {client:?} {error:?} {error} {:?}", client.token_verifier());
    assert!(shown.contains("sk_test_01"), "{shown}");
    assert!(!shown.contains("sk_test_012"), "{shown}");
}
