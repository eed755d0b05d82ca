use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use frontdesk_sdk::contract::Operation;
use frontdesk_sdk::contract::jwks::GetJwks;
use frontdesk_sdk::organizations::UploadOrganizationLogo;
use frontdesk_sdk::users::{CreateUser, CreateUserBody, DeleteUser, UpdateUser, UpdateUserBody};
use frontdesk_sdk::{Client, Error, RetryPolicy, Upload};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::json;

use crate::stub::{Asked, KEY, Reply, Stub, plain_http};

fn create() -> CreateUser {
    CreateUser { body: CreateUserBody::default() }
}

fn update() -> UpdateUser {
    UpdateUser { user_id: "user_1".to_owned(), body: UpdateUserBody::default() }
}

fn delete() -> DeleteUser {
    DeleteUser { user_id: "user_1".to_owned() }
}

/// Milliseconds between one request and the next.
fn waits(asked: &[Asked]) -> Vec<u128> {
    asked.windows(2).map(|pair| (pair[1].at - pair[0].at).as_millis()).collect()
}

async fn failure<O: Operation>(client: &Client, operation: O) -> Error {
    client.send(operation).await.map(|_| ()).unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_after_waits_that_grow() {
    let stub =
        Stub::script([Reply::status(500), Reply::status(502), Reply::status(503), Reply::json(&json!({"keys": []}))])
            .await;
    assert_eq!(stub.client().send(GetJwks).await.unwrap().keys, Some(vec![]));
    let waits = waits(&stub.asked());
    assert_eq!(waits.len(), 3);
    for (wait, base) in waits.iter().zip([250, 500, 1000]) {
        assert!((base..=2 * base + 2).contains(wait), "{waits:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_failure_is_returned_when_retries_run_out() {
    let stub = Stub::start(|asked| Reply::status(500 + u16::try_from(asked.number).unwrap())).await;
    let client = stub.builder().retry(RetryPolicy { max_retries: 4, ..RetryPolicy::default() }).build().unwrap();
    // 501 is no passing trouble.
    assert_eq!(failure(&client, GetJwks).await.status(), Some(501));
    let stub = Stub::script([Reply::status(504)]).await;
    let client = stub.builder().retry(RetryPolicy { max_retries: 4, ..RetryPolicy::default() }).build().unwrap();
    assert_eq!(failure(&client, delete()).await.status(), Some(504));
    assert_eq!(stub.count(), 5);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for_is_waited_in_full_even_by_writes() {
    for reply in [Reply::status(429), Reply::status(503)] {
        let stub = Stub::script([reply.with("retry-after", &7), Reply::refusal(422, "form_param_unknown", None)]).await;
        assert_eq!(failure(&stub.client(), create()).await.status(), Some(422));
        let waits = waits(&stub.asked());
        assert!(matches!(waits[..], [7250..=7502]), "{waits:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_too_long_a_wait_is_not_asked_again() {
    let stub = Stub::script([Reply::refusal(429, "too_many_requests", None).with("retry-after", &3600)]).await;
    let error = failure(&stub.client(), create()).await;
    assert_eq!((error.code(), error.retry_after()), (Some("too_many_requests"), Some(Duration::from_secs(3600))));
    assert_eq!(stub.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_may_have_taken_effect_is_sent_once() {
    for reply in [
        Reply::status(500),
        Reply::status(502),
        Reply::status(503),
        Reply::status(504).with("retry-after", &1),
        Reply::Broken,
    ] {
        let stub = Stub::script([reply.clone()]).await;
        failure(&stub.client(), create()).await;
        failure(&stub.client(), update()).await;
        assert_eq!(stub.count(), 2, "{reply:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_breaks_off_is_asked_for_again_by_reads_and_deletions() {
    let stub = Stub::script([Reply::Broken, Reply::json(&json!({"keys": []}))]).await;
    stub.client().send(GetJwks).await.unwrap();
    let deleted = json!({"object": "user", "id": "user_1", "deleted": true});
    let stub = Stub::script([Reply::Broken, Reply::json(&deleted)]).await;
    assert!(stub.client().send(delete()).await.unwrap().deleted);
    assert_eq!(stub.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_repeated_by_reads_and_not_by_writes() {
    let stub = Stub::script([Reply::Silence]).await;
    let http = plain_http().timeout(Duration::from_secs(2)).build().unwrap();
    let client = stub.builder().http_client(http).build().unwrap();
    assert!(matches!(failure(&client, GetJwks).await, Error::Transport(error) if error.is_timeout()));
    assert_eq!(stub.count(), 4);
    assert!(matches!(failure(&client, create()).await, Error::Transport(error) if error.is_timeout()));
    assert_eq!(stub.count(), 5);
}

/// Knows no address at first, then one where nobody listens, then the right one.
struct Wanders {
    steps: AtomicUsize,
    target: SocketAddr,
}

impl Resolve for Wanders {
    fn resolve(&self, _: Name) -> Resolving {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        let target = self.target;
        Box::pin(async move {
            match step {
                0 => Err("no such host".into()),
                1 => Ok(Box::new(std::iter::once(SocketAddr::from(([127, 0, 0, 1], 1)))) as Addrs),
                _ => Ok(Box::new(std::iter::once(target)) as Addrs),
            }
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_when_no_connection_came_about() {
    let stub = Stub::script([Reply::refusal(422, "form_param_unknown", None)]).await;
    let resolver = Arc::new(Wanders { steps: AtomicUsize::new(0), target: stub.address });
    let http = plain_http().dns_resolver(Arc::clone(&resolver)).build().unwrap();
    let client = Client::builder().base_url("http://api.test").secret_key(KEY).http_client(http).build().unwrap();
    assert_eq!(failure(&client, create()).await.status(), Some(422));
    assert_eq!(resolver.steps.load(Ordering::SeqCst), 3);
    assert_eq!(stub.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_upload_is_sent_again_in_full() {
    let stub = Stub::script([Reply::status(429), Reply::refusal(404, "resource_not_found", None)]).await;
    let file = Upload { bytes: b"picture".to_vec(), ..Upload::default() };
    let upload = UploadOrganizationLogo { organization_id: "org_1".to_owned(), uploader_user_id: None, file };
    assert_eq!(failure(&stub.client(), upload).await.code(), Some("resource_not_found"));
    let asked = stub.asked();
    assert_eq!(asked.len(), 2);
    for one in asked {
        assert!(String::from_utf8_lossy(&one.body).contains("picture"));
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_repeated_without_retries() {
    let stub = Stub::script([Reply::status(429).with("retry-after", &1)]).await;
    let client = stub.builder().retry(RetryPolicy::none()).build().unwrap();
    failure(&client, GetJwks).await;
    assert_eq!(stub.count(), 1);
}
