//! Checking session tokens without a request for each.

mod keys;

use std::sync::Arc;
use std::time::Duration;

use frontdesk_tokens::{Category, ClaimsError, Header, Jwks, SessionClaims, TokenError, Validation, parse_claims};
use serde_json::Value;

use crate::{Client, Error, clock};

pub(crate) use keys::{KeyCache, KeySource, Keys};

/// Why a token is not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The token is malformed, expired, not valid yet, or its signature is wrong.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The claims are not those of a session token.
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    /// The token is a real one, but for something else: of a machine, a template, an OAuth client, or a ticket.
    #[error("the token is not a session token")]
    NotASession,
    /// The origin that asked for the token is not an authorized party; `None` if the token names no origin.
    #[error("the token was made for the origin {}", .0.as_deref().unwrap_or("of nobody"))]
    AuthorizedParty(Option<String>),
    /// The token is for another audience.
    #[error("the token is for another audience")]
    Audience,
    /// The keys could not be fetched. Says nothing about the token: try again later.
    #[error("the keys to check tokens with cannot be fetched")]
    Keys(#[source] Arc<Error>),
}

/// Checks session tokens of version 1 and 2.
///
/// The public keys are fetched with the first token and kept for five minutes, for all verifiers of a client and its
/// clones. A token that names an unknown key makes them be fetched anew, once. While the API cannot be reached, keys
/// that were fetched within the last hour stay in use.
///
/// ```no_run
/// # async fn example(client: frontdesk_sdk::Client, token: &str) -> Result<(), frontdesk_sdk::VerifyError> {
/// let verifier = client.token_verifier().authorized_parties(["https://app.example.com"]);
/// let claims = verifier.verify(token).await?;
/// println!("{} may publish: {}", claims.user_id, claims.has_permission("org:posts:publish"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct TokenVerifier {
    source: KeySource,
    authorized_parties: Vec<String>,
    audiences: Vec<String>,
    clock_skew_seconds: i64,
}

impl Client {
    /// A verifier of the session tokens of this client's instance.
    pub fn token_verifier(&self) -> TokenVerifier {
        TokenVerifier::new(KeySource::Api(self.clone()))
    }

    /// Checks a session token with the usual options: any authorized party, any audience, 5 seconds of clock skew.
    /// Name the origins of your own pages with [`TokenVerifier::authorized_parties`], so that a token that another
    /// page of the same domain got hold of is refused.
    pub async fn verify_token(&self, token: &str) -> Result<SessionClaims, VerifyError> {
        self.token_verifier().verify(token).await
    }
}

impl TokenVerifier {
    /// A verifier that has the keys of an instance at hand and never makes a request.
    pub fn with_keys(jwks: &Jwks) -> Self {
        Self::new(KeySource::Given(Keys::new(jwks)))
    }

    fn new(source: KeySource) -> Self {
        Self {
            source,
            authorized_parties: Vec::new(),
            audiences: Vec::new(),
            clock_skew_seconds: Validation::DEFAULT_CLOCK_SKEW_SECONDS,
        }
    }

    /// The origins that may ask for tokens. A token that names none is then refused too.
    #[must_use]
    pub fn authorized_parties<T: Into<String>>(mut self, origins: impl IntoIterator<Item = T>) -> Self {
        self.authorized_parties = origins.into_iter().map(Into::into).collect();
        self
    }

    /// The audiences that tokens may be for. A token that names none is for everybody.
    #[must_use]
    pub fn audiences<T: Into<String>>(mut self, audiences: impl IntoIterator<Item = T>) -> Self {
        self.audiences = audiences.into_iter().map(Into::into).collect();
        self
    }

    /// By how much the clocks of issuer and reader may differ, in whole seconds; 5 seconds unless said.
    #[must_use]
    pub fn clock_skew(mut self, skew: Duration) -> Self {
        self.clock_skew_seconds = i64::try_from(skew.as_secs()).unwrap_or(i64::MAX);
        self
    }

    /// Checks a session token: category, signature, times, authorized party and audience.
    ///
    /// Whether the session is pending is left to the caller: see [`SessionClaims::status`].
    pub async fn verify(&self, token: &str) -> Result<SessionClaims, VerifyError> {
        self.verify_at(token, clock::now_ms()).await
    }

    /// The same at another time, in milliseconds since the epoch.
    pub async fn verify_at(&self, token: &str, now_ms: i64) -> Result<SessionClaims, VerifyError> {
        let header = Header::read(token)?;
        if !is_session(&header) {
            return Err(VerifyError::NotASession);
        }
        // Tickets are signed with the same key; they differ in naming none.
        let kid = header.kid.as_deref().ok_or(VerifyError::NotASession)?;
        let key = self.source.find(Some(kid)).await.map_err(VerifyError::Keys)?;
        let key = key.ok_or_else(|| TokenError::UnknownKey(kid.to_owned()))?;
        let validation = Validation { clock_skew_seconds: self.clock_skew_seconds, ..Validation::at(now_ms) };
        let decoded = key.verify(token, &validation)?;
        let claims = parse_claims(decoded.claims.into())?;
        self.check_party(&claims)?;
        self.check_audience(&claims)?;
        Ok(claims)
    }

    fn check_party(&self, claims: &SessionClaims) -> Result<(), VerifyError> {
        if is_authorized_party(&self.authorized_parties, claims.authorized_party.as_deref()) {
            return Ok(());
        }
        Err(VerifyError::AuthorizedParty(claims.authorized_party.clone()))
    }

    fn check_audience(&self, claims: &SessionClaims) -> Result<(), VerifyError> {
        if is_audience(&self.audiences, claims.claims.get("aud")) { Ok(()) } else { Err(VerifyError::Audience) }
    }
}

/// Whether a token of this origin is welcome, where any or only some are.
pub(crate) fn is_authorized_party(parties: &[String], named: Option<&str>) -> bool {
    parties.is_empty() || named.is_some_and(|named| parties.iter().any(|party| party == named))
}

/// Whether the claim `aud` is about one of these, where it matters. Who names nobody means everybody.
pub(crate) fn is_audience(audiences: &[String], claim: Option<&Value>) -> bool {
    let known = |audience: &Value| audience.as_str().is_some_and(|text| audiences.iter().any(|one| one == text));
    audiences.is_empty()
        || match claim {
            None | Some(Value::Null) => true,
            Some(Value::Array(named)) => named.is_empty() || named.iter().any(known),
            Some(named) => known(named),
        }
}

/// Whether the header announces a session token, or nothing in particular as older tokens do.
fn is_session(header: &Header) -> bool {
    let is_jwt = header.typ.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("JWT"));
    is_jwt && (header.cat.is_none() || header.category() == Some(Category::Session))
}
