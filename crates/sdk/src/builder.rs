//! How a client is made.

use std::time::Duration;

use frontdesk_contract::ApiVersion;
use reqwest::Url;

use crate::client::{Client, Settings};
use crate::{RetryPolicy, SecretKey};

/// Where Clerk's own Backend API is.
pub const DEFAULT_BASE_URL: &str = "https://api.clerk.com";

/// Why a client cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The secret key is empty, or holds what no header can carry.
    #[error("the secret key is malformed: it begins with sk_test_, sk_live_ or ak_ and has no white space in it")]
    SecretKey,
    /// The base URL is not one of HTTP.
    #[error("the base URL `{0}` is not an http or https URL with a host")]
    BaseUrl(String),
    /// The user agent holds what no header can carry.
    #[error("the user agent `{0}` cannot be sent")]
    UserAgent(String),
    /// The publishable key is not one.
    #[error("the publishable key is malformed: it begins with pk_test_ or pk_live_, and the rest is a host in base64")]
    PublishableKey,
    /// The public key is not one that tokens can be checked with.
    #[error(
        "the public key is not an RSA key of at least 2048 bits in PEM, between BEGIN PUBLIC KEY and END PUBLIC KEY"
    )]
    PublicKey,
}

/// Collects what a [`Client`] needs; see [`Client::builder`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `build`"]
pub struct ClientBuilder {
    secret_key: Option<SecretKey>,
    base_url: String,
    api_version: ApiVersion,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    retry: RetryPolicy,
    user_agent: String,
    http_client: Option<reqwest::Client>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            secret_key: None,
            base_url: DEFAULT_BASE_URL.to_owned(),
            api_version: ApiVersion::NEWEST,
            timeout: Some(Duration::from_secs(30)),
            connect_timeout: Some(Duration::from_secs(5)),
            retry: RetryPolicy::default(),
            user_agent: concat!("frontdesk-sdk/", env!("CARGO_PKG_VERSION")).to_owned(),
            http_client: None,
        }
    }
}

impl ClientBuilder {
    /// The secret key of the instance, `sk_test_…` or `sk_live_…`. Without one, only the few operations that are
    /// called without a key can be sent.
    pub fn secret_key(mut self, key: impl Into<SecretKey>) -> Self {
        self.secret_key = Some(key.into());
        self
    }

    /// Where the API is, without `/v1`; [`DEFAULT_BASE_URL`] unless said.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// The version of the API to speak; the newest unless said. Types are those of the newest: what an older version
    /// does not know stays empty in answers and must be left out of requests.
    pub fn api_version(mut self, version: ApiVersion) -> Self {
        self.api_version = version;
        self
    }

    /// How long one try of a request may take from beginning to end, 30 seconds unless said; `None` for as long as it
    /// takes.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// How long a connection may take to come about, 5 seconds unless said; `None` for as long as it takes.
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = timeout.into();
        self
    }

    /// When requests are sent again; see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The header `User-Agent`; name and version of this crate unless said.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// An HTTP client of your own: its connections, proxies and certificates. The timeouts said here are then not
    /// used. Let it follow no redirects: the API has none.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// The client. Nothing is connected yet.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = base_url(&self.base_url)?;
        let authorization = match &self.secret_key {
            Some(key) => Some(key.header().ok_or(BuildError::SecretKey)?),
            None => None,
        };
        let user_agent = self.user_agent.parse().map_err(|_| BuildError::UserAgent(self.user_agent.clone()))?;
        Ok(Client::new(
            Settings {
                secret_key: self.secret_key,
                authorization,
                base_url,
                api_version: self.api_version,
                timeout: self.timeout,
                connect_timeout: self.connect_timeout,
                retry: self.retry,
                user_agent,
            },
            self.http_client,
        ))
    }
}

fn base_url(text: &str) -> Result<Url, BuildError> {
    let refuse = || BuildError::BaseUrl(text.to_owned());
    // Both ways to write it are in use.
    let trimmed = text.trim().trim_end_matches('/');
    let trimmed = trimmed.strip_suffix("/v1").unwrap_or(trimmed);
    let url: Url = trimmed.parse().map_err(|_| refuse())?;
    let usable = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if usable { Ok(url) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_url_may_end_in_a_slash_or_in_the_version() {
        for text in [
            "http://127.0.0.1:4010",
            "http://127.0.0.1:4010/",
            "http://127.0.0.1:4010/v1/",
            " http://127.0.0.1:4010/v1",
        ] {
            assert_eq!(base_url(text).map(String::from), Ok("http://127.0.0.1:4010/".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_address_of_the_api_is_refused() {
        for text in ["", "api.clerk.com", "ftp://api.clerk.com", "https://", "https://a.b/?x=1", "https://me:pw@a.b"] {
            assert_eq!(base_url(text), Err(BuildError::BaseUrl(text.to_owned())));
        }
        assert_eq!(Client::builder().secret_key("sk test").build().map(|_| ()), Err(BuildError::SecretKey));
        assert!(Client::builder().user_agent("a\nb").build().is_err());
    }
}
