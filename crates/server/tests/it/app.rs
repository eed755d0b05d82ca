//! A server of its own for every test: a real listener on a free port, a fresh database, a fixed clock.

use std::sync::{Arc, Mutex};

use frontdesk_server::delivery::{Delivery, Message};
use frontdesk_server::{Clock, Config, NewInstance, Running, Server};
use frontdesk_storage::{Options, Store};
use frontdesk_test_database::TestDatabase;
use frontdesk_tokens::IdSource;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

/// When the clock of a test stands: 2026-01-01T00:00:00Z.
pub(crate) const START: i64 = 1_767_225_600_000;

/// A running server and a key of its development instance.
pub(crate) struct App {
    pub(crate) server: Running,
    pub(crate) clock: Clock,
    pub(crate) instance_id: String,
    pub(crate) secret_key: String,
    pub(crate) publishable_key: String,
    pub(crate) store: Store,
    /// The messages that people would have got.
    pub(crate) outbox: Arc<Outbox>,
    pub(crate) http: reqwest::Client,
    // The last, so that it goes when nothing uses it any more.
    pub(crate) database: TestDatabase,
}

/// Keeps messages instead of carrying them.
#[derive(Debug, Default)]
pub(crate) struct Outbox(Mutex<Vec<Message>>);

impl Outbox {
    /// The messages since the last time.
    pub(crate) fn take(&self) -> Vec<Message> {
        std::mem::take(&mut *self.0.lock().expect("no test panics with it"))
    }
}

impl Delivery for Outbox {
    fn deliver(&self, _instance_id: &str, message: Message) {
        self.0.lock().expect("no test panics with it").push(message);
    }
}

/// The answer to a request: its status and JSON body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) headers: reqwest::header::HeaderMap,
}

impl Answer {
    /// The body of a success; fails the test on anything else.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// Status, code and parameter of the first error.
    pub(crate) fn refusal(&self) -> (u16, &str, Option<&str>) {
        let error = &self.body["errors"][0];
        (self.status, error["code"].as_str().unwrap_or_default(), error["meta"]["param_name"].as_str())
    }
}

impl App {
    /// Starts a server with a development instance.
    pub(crate) async fn start() -> Self {
        Self::start_with(NewInstance::default()).await
    }

    /// Starts a server with the given instance.
    pub(crate) async fn start_with(new: NewInstance) -> Self {
        Self::start_configured(new, |_| ()).await
    }

    /// Starts a server with the given instance, run in another way than usual.
    pub(crate) async fn start_configured(new: NewInstance, change: impl FnOnce(&mut Config)) -> Self {
        let (store, database) = tokio::task::spawn_blocking(|| {
            let database = TestDatabase::new();
            let mut options = Options::new(database.address().to_owned());
            options.connections = Some(2);
            (Store::open(&options).expect("the store opens"), database)
        })
        .await
        .expect("the store opens");
        let clock = Clock::fixed(START);
        let ids = IdSource::random();
        let instance_id = ids.new_id("ins", START);
        // Making a key pair takes a while and its content does not matter: the tests share one.
        let pem = include_str!("signing_key.pem");
        let id = instance_id.clone();
        let keys = store
            .system(move |tx| frontdesk_server::create_instance(tx, &IdSource::random(), START, &new, pem, &id))
            .await
            .expect("an instance");
        let outbox = Arc::new(Outbox::default());
        let mut config = Config { clock: clock.clone(), delivery: outbox.clone(), ..Config::default() };
        change(&mut config);
        let server = Server::start(config, store.clone()).await.expect("a server");
        Self {
            server,
            clock,
            instance_id,
            secret_key: keys.secret_key,
            publishable_key: keys.publishable_key,
            store,
            outbox,
            http: reqwest::Client::builder().build().expect("a client"),
            database,
        }
    }

    /// A request with the key of the instance, speaking the newest version.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.request_in("2026-05-12", method, path)
    }

    /// A request with the key of the instance, speaking that version.
    pub(crate) fn request_in(&self, version: &str, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}/v1{path}", self.server.url()))
            .bearer_auth(&self.secret_key)
            .header("clerk-api-version", version)
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("a body");
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
        Answer { status, body, headers }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Makes a user with a unique e-mail address and gives its id.
    pub(crate) async fn user(&self, name: &str) -> String {
        let body = serde_json::json!({
            "email_address": [format!("{name}@example.com")], "first_name": name, "skip_password_requirement": true,
        });
        self.post("/users", body).await.ok()["id"].as_str().expect("an id").to_owned()
    }
}
