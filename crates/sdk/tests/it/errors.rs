use std::error::Error as _;

use frontdesk_sdk::contract::jwks::GetJwks;
use frontdesk_sdk::users::GetUser;
use frontdesk_sdk::{Error, RetryPolicy};
use serde_json::json;

use crate::stub::{Reply, Stub};

async fn failure(reply: Reply) -> Error {
    let stub = Stub::script([reply]).await;
    let client = stub.builder().retry(RetryPolicy::none()).build().unwrap();
    client.send(GetUser { user_id: "user_1".to_owned() }).await.unwrap_err()
}

fn body(status: u16, body: impl Into<Vec<u8>>) -> Reply {
    Reply::Full(status, Vec::new(), body.into())
}

#[tokio::test]
async fn a_refusal_keeps_status_every_error_field_and_trace() {
    let errors = json!([
        {"code": "form_password_pwned", "message": "found", "long_message": "It was found in a leak."},
        {"code": "form_param_unknown", "message": "is unknown", "long_message": "", "meta": {"param_name": "foo"}},
    ]);
    let envelope = json!({"errors": errors, "clerk_trace_id": "abc"});
    let error = failure(body(422, envelope.to_string()).with("clerk-trace-id", &"of the header")).await;
    assert_eq!((error.status(), error.code(), error.field()), (Some(422), Some("form_password_pwned"), None));
    assert_eq!(error.trace_id(), Some("abc"));
    assert_eq!(error.errors().len(), 2);
    assert_eq!(error.errors()[1].field(), Some("foo"));
    assert_eq!(
        error.to_string(),
        "the API answered 422: form_password_pwned, It was found in a leak.; form_param_unknown (foo), is unknown \
         [trace abc]"
    );
    assert!(!error.is_not_found());
}

#[tokio::test]
async fn an_envelope_with_gaps_is_still_read() {
    let envelope = r#"{"errors":[{"code":"authorization_invalid","meta":null,"new":1}],"more":true}"#;
    let error = failure(body(403, envelope).with("cf-ray", &"ray")).await;
    assert_eq!(
        (error.status(), error.code(), error.trace_id()),
        (Some(403), Some("authorization_invalid"), Some("ray"))
    );
    assert_eq!(error.errors()[0].message, "");
}

#[tokio::test]
async fn an_answer_without_the_envelope_is_kept_as_it_came() {
    for text in ["<html>Bad gateway</html>", "", "null", "{\"errors\":[]}", "{\"errors\":null}", "[1]"] {
        let error = failure(body(502, text).with("retry-after", &3)).await;
        let Error::Unexpected { status: 502, body, retry_after: Some(after), .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!((body.as_str(), after.as_secs()), (text, 3));
        assert_eq!((error.status(), error.code()), (Some(502), None));
    }
    let error = failure(body(500, vec![0xff; 1_000_000])).await;
    assert!(matches!(error, Error::Unexpected { body, .. } if body.len() < 100_000));
}

#[tokio::test]
async fn a_redirect_is_not_followed_lest_the_key_goes_along() {
    let elsewhere = Stub::script([Reply::json(&json!({"keys": []}))]).await;
    let stub = Stub::script([Reply::status(302).with("location", &elsewhere.url())]).await;
    let client = frontdesk_sdk::Client::builder().base_url(stub.url()).secret_key(crate::stub::KEY).build().unwrap();
    assert_eq!(client.send(GetJwks).await.unwrap_err().status(), Some(302));
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn a_success_of_another_shape_names_the_operation_and_the_reason() {
    for text in ["", "{}", "[]", "<html>", "{\"id\":7}"] {
        let error = failure(body(200, text).with("clerk-trace-id", &"abc")).await;
        assert!(matches!(error, Error::Decode { operation: "GetUser", .. }), "{text}: {error:?}");
        assert_eq!(error.to_string(), "the answer to GetUser cannot be read");
        assert!(error.source().is_some());
        assert_eq!((error.trace_id(), error.status()), (Some("abc"), None));
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error_without_the_url() {
    let client = frontdesk_sdk::Client::builder()
        .base_url("http://127.0.0.1:1/secret-path")
        .secret_key(crate::stub::KEY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.send(GetJwks).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_connect()), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("secret-path"));
}
