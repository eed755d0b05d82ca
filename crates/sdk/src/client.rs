//! The client: sends operations.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_contract::{ApiVersion, Descriptor, Operation, Parts};
use reqwest::Url;
use reqwest::header::HeaderValue;
use tokio::sync::OnceCell;

use crate::request::Prepared;
use crate::verify::KeyCache;
use crate::{Answer, BuildError, ClientBuilder, Error, RetryPolicy, SecretKey, answer};

/// What a client was told.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) secret_key: Option<SecretKey>,
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) base_url: Url,
    pub(crate) api_version: ApiVersion,
    pub(crate) timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) user_agent: HeaderValue,
}

struct Inner {
    settings: Settings,
    /// Made for the first request: reading the certificates of the system takes a while, and fails where there are
    /// none.
    http: Arc<OnceCell<reqwest::Client>>,
    keys: Arc<KeyCache>,
}

/// Talks to the Backend API with one secret key. Cheap to clone; clones share connections and keys.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("secret_key", &self.inner.settings.secret_key)
            .field("api_version", &self.inner.settings.api_version)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Says what the client needs to know.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use frontdesk_sdk::{ApiVersion, Client, RetryPolicy};
    ///
    /// let client = Client::builder()
    ///     .secret_key("sk_test_0123456789abcdefghijklmnop")
    ///     .base_url("http://127.0.0.1:4010")
    ///     .api_version(ApiVersion::V2025_11_10)
    ///     .timeout(Duration::from_secs(10))
    ///     .retry(RetryPolicy { max_retries: 5, ..RetryPolicy::default() })
    ///     .build()?;
    /// assert_eq!(client.base_url(), "http://127.0.0.1:4010");
    /// # Ok::<(), frontdesk_sdk::BuildError>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn new(settings: Settings, http: Option<reqwest::Client>) -> Self {
        let http = Arc::new(OnceCell::new_with(http));
        Self { inner: Arc::new(Inner { settings, http, keys: Arc::default() }) }
    }

    /// A client that calls with another secret key, over the same connections. The key may be that of a machine, `ak_…`,
    /// which some operations take or even ask for.
    pub fn with_secret_key(&self, key: impl Into<SecretKey>) -> Result<Self, BuildError> {
        let key = key.into();
        let authorization = Some(key.header().ok_or(BuildError::SecretKey)?);
        let settings = Settings { secret_key: Some(key), authorization, ..self.settings().clone() };
        // Another key may open another instance, whose public keys are others.
        Ok(Self { inner: Arc::new(Inner { settings, http: Arc::clone(&self.inner.http), keys: Arc::default() }) })
    }

    /// The same client, speaking another version of the API.
    pub(crate) fn with_api_version(&self, api_version: ApiVersion) -> Self {
        let settings = Settings { api_version, ..self.settings().clone() };
        let (http, keys) = (Arc::clone(&self.inner.http), Arc::clone(&self.inner.keys));
        Self { inner: Arc::new(Inner { settings, http, keys }) }
    }

    /// Where the API is, without `/v1` and without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.inner.settings.base_url.as_str().trim_end_matches('/')
    }

    /// The version of the API that is spoken.
    pub fn api_version(&self) -> ApiVersion {
        self.inner.settings.api_version
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn keys(&self) -> &KeyCache {
        &self.inner.keys
    }

    /// Sends an operation and reads its answer.
    ///
    /// ```no_run
    /// use frontdesk_sdk::users::GetUser;
    ///
    /// # async fn example(client: frontdesk_sdk::Client) -> Result<(), frontdesk_sdk::Error> {
    /// match client.send(GetUser { user_id: "user_1".to_owned() }).await {
    ///     Ok(user) => println!("{:?}", user.first_name),
    ///     Err(error) if error.is_not_found() => println!("nobody of that id"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send<O: Operation>(&self, operation: O) -> Result<O::Response, Error> {
        let mut answer = self.call(O::DESCRIPTOR, operation.into_parts()?).await?;
        if O::DESCRIPTOR.response.is_none() {
            answer.body.clear();
        }
        answer.json().map_err(|source| Error::Decode { operation: O::DESCRIPTOR.id, trace_id: answer.trace_id, source })
    }

    /// Sends an operation that is only known when the program runs, and returns the answer as it came. Nothing is
    /// checked against the declaration; see `contract::request::violations`.
    ///
    /// ```no_run
    /// use frontdesk_sdk::contract::{ApiVersion, Method, Parts, catalogue, request};
    ///
    /// # async fn example(client: frontdesk_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let operation = catalogue::resolve(Method::Get, "/users/user_1", ApiVersion::NEWEST).ok_or("no such operation")?;
    /// let parts = Parts { path: request::read_path(operation, "/users/user_1"), ..Parts::default() };
    /// let user: serde_json::Value = client.call(operation, parts).await?.json()?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(&self, operation: &'static Descriptor, parts: Parts) -> Result<Answer, Error> {
        let prepared = Prepared::new(self.settings(), operation, parts)?;
        let http = self.http().await?;
        let retry = &self.settings().retry;
        let mut delays = retry.delays();
        loop {
            let error = match attempt(http, &prepared).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Some(wait) = retry.wait(operation.method, &error, &mut delays) else { return Err(error) };
            tracing::debug!(operation = operation.id, status = error.status(), ?wait, "a request is sent again");
            tokio::time::sleep(wait).await;
        }
    }

    async fn http(&self) -> Result<&reqwest::Client, Error> {
        self.inner.http.get_or_try_init(|| async { http_client(self.settings()) }).await.map_err(Error::transport)
    }
}

fn http_client(settings: &Settings) -> reqwest::Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        // The API has none, and a key must not travel to where one leads.
        .redirect(reqwest::redirect::Policy::none());
    if let Some(timeout) = settings.timeout {
        builder = builder.timeout(timeout);
    }
    if let Some(timeout) = settings.connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if settings.base_url.scheme() == "http" {
        // No certificate will be looked at, so none is read.
        builder = builder.tls_certs_only([]);
    }
    if is_loopback(&settings.base_url) {
        builder = builder.no_proxy();
    }
    builder.build()
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

async fn attempt(http: &reqwest::Client, prepared: &Prepared) -> Result<Answer, Error> {
    let response = http.execute(prepared.request(http)?).await.map_err(Error::transport)?;
    let status = response.status();
    let trace_id = answer::trace_id(response.headers());
    let retry_after = answer::retry_after(response.headers());
    let body = response.bytes().await.map_err(Error::transport)?;
    if status.is_success() {
        Ok(Answer { status: status.as_u16(), trace_id, body })
    } else {
        Err(Error::from_answer(status.as_u16(), &body, trace_id, retry_after))
    }
}
