//! How an authenticator is made.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_contract::ApiVersion;
use frontdesk_tokens::{Jwks, Validation, VerifyingKey};

use super::authenticator::{Authenticator, Rules};
use super::cookies::CookieRules;
use super::jwt::Checks;
use super::opaque::Lookup;
use super::{ProtectedResource, ProtectedResourceError, TokenKind};
use crate::verify::{KeySource, Keys};
use crate::{BuildError, Client, SecretKey};

/// Collects what an [`Authenticator`] needs; see [`Client::authenticator`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `build`"]
pub struct AuthenticatorBuilder {
    client: Client,
    accepted: BTreeSet<TokenKind>,
    publishable_key: Option<String>,
    machine_secret_key: Option<SecretKey>,
    keys: Option<Keys>,
    public_key: Option<String>,
    audiences: Vec<String>,
    authorized_parties: Vec<String>,
    clock_skew: Duration,
    accepts_pending: bool,
}

impl Client {
    /// Tells who sent a request, by the token that it carries.
    ///
    /// ```
    /// use frontdesk_sdk::Client;
    /// use frontdesk_sdk::auth::TokenKind;
    ///
    /// let client = Client::builder().secret_key("sk_test_0123456789abcdefghijklmnop").build()?;
    /// let authenticator = client
    ///     .authenticator()
    ///     .publishable_key("pk_test_aGFwcHktaGlwcG8tMS5jbGVyay5hY2NvdW50cy5kZXYk")
    ///     .authorized_parties(["https://app.example.com"])
    ///     .accepts([TokenKind::Session, TokenKind::ApiKey])
    ///     .build()?;
    /// # Ok::<(), frontdesk_sdk::BuildError>(())
    /// ```
    pub fn authenticator(&self) -> AuthenticatorBuilder {
        AuthenticatorBuilder {
            client: self.clone(),
            accepted: BTreeSet::from([TokenKind::Session]),
            publishable_key: None,
            machine_secret_key: None,
            keys: None,
            public_key: None,
            audiences: Vec::new(),
            authorized_parties: Vec::new(),
            clock_skew: Duration::from_secs(Validation::DEFAULT_CLOCK_SKEW_SECONDS.unsigned_abs()),
            accepts_pending: false,
        }
    }
}

impl AuthenticatorBuilder {
    /// The kinds of token that are accepted, sessions alone unless said. Cookies are looked at where sessions are.
    pub fn accepts(mut self, kinds: impl IntoIterator<Item = TokenKind>) -> Self {
        self.accepted = kinds.into_iter().collect();
        self
    }

    /// Every kind of token is accepted.
    pub fn accepts_any(self) -> Self {
        self.accepts(TokenKind::ALL)
    }

    /// The publishable key of the instance, `pk_test_…` or `pk_live_…`, which tells its cookies from those of others on
    /// the same host. Without one, only cookies without a suffix are looked at.
    pub fn publishable_key(mut self, key: impl Into<String>) -> Self {
        self.publishable_key = Some(key.into());
        self
    }

    /// The secret key of the machine that this program is, `ak_…`. Opaque tokens of machines are then verified with it,
    /// and have to be good for this machine.
    ///
    /// It opens nothing else: for JWTs the client needs the secret key of the instance, or the authenticator its public
    /// keys ([`Self::jwks`], [`Self::public_key`]), and machines have to be named as [`Self::audiences`].
    pub fn machine_secret_key(mut self, key: impl Into<SecretKey>) -> Self {
        self.machine_secret_key = Some(key.into());
        self
    }

    /// The public keys of the instance: session tokens and JWTs are then checked without any request.
    pub fn jwks(mut self, jwks: &Jwks) -> Self {
        self.keys = Some(Keys::new(jwks));
        self
    }

    /// The public key of the instance in PEM, as the dashboard shows it, for the same.
    pub fn public_key(mut self, pem: impl Into<String>) -> Self {
        self.public_key = Some(pem.into());
        self
    }

    /// The audiences that JWTs may be for. A session or a machine's token that names none is for everybody, an OAuth
    /// access token has to name one. The audiences of a machine's token are the ids of machines.
    pub fn audiences<T: Into<String>>(mut self, audiences: impl IntoIterator<Item = T>) -> Self {
        self.audiences =
            audiences.into_iter().map(Into::into).filter(|audience: &String| !audience.is_empty()).collect();
        self
    }

    /// The origins that may ask for session tokens, such as `https://app.example.com`. A session token that names none is
    /// then refused too. Name them: a token that another page of the same domain got hold of is refused then.
    pub fn authorized_parties<T: Into<String>>(mut self, origins: impl IntoIterator<Item = T>) -> Self {
        self.authorized_parties = origins.into_iter().map(Into::into).collect();
        self
    }

    /// By how much the clocks of issuer and reader may differ, 5 seconds unless said.
    pub fn clock_skew(mut self, skew: Duration) -> Self {
        self.clock_skew = skew;
        self
    }

    /// Whether a user whose session has tasks left, such as choosing an organization, counts as signed in; not unless
    /// said. [`SessionClaims::status`](crate::SessionClaims::status) tells then.
    pub fn accept_pending_sessions(mut self, accept: bool) -> Self {
        self.accepts_pending = accept;
        self
    }

    /// The authenticator. Nothing is connected yet.
    pub fn build(self) -> Result<Authenticator, BuildError> {
        // The operations that look tokens up are missing in an older version.
        let client = self.client.with_api_version(ApiVersion::NEWEST);
        let machine = self.machine_secret_key.map(|key| client.with_secret_key(key)).transpose()?;
        let cookies = match &self.publishable_key {
            Some(key) => CookieRules::from_publishable_key(key)?,
            None => CookieRules::from_secret_key(client.settings().secret_key.as_ref().map(SecretKey::expose)),
        };
        let source = match (self.keys, self.public_key) {
            (Some(keys), _) => KeySource::Given(keys),
            (None, Some(pem)) => {
                let key = VerifyingKey::from_public_pem(&pem).map_err(|_| BuildError::PublicKey)?;
                KeySource::Nameless(Arc::new(key))
            }
            (None, None) => KeySource::Api(client.clone()),
        };
        let checks = Checks {
            source,
            audiences: self.audiences,
            authorized_parties: self.authorized_parties,
            clock_skew_ms: i64::try_from(self.clock_skew.as_millis()).unwrap_or(i64::MAX),
        };
        Ok(Authenticator::new(Rules {
            accepted: self.accepted,
            accepts_pending: self.accepts_pending,
            publishable_key: self.publishable_key,
            cookies,
            checks,
            lookup: Lookup { client, machine },
        }))
    }
}

impl Authenticator {
    /// The document that tells OAuth clients which server issues tokens for this one; see [`ProtectedResource`].
    pub fn protected_resource(&self, resource: &str) -> Result<ProtectedResource, ProtectedResourceError> {
        let key = self.publishable_key().ok_or(ProtectedResourceError::PublishableKey)?;
        ProtectedResource::new(resource, key)
    }
}
