//! From a request to whoever sent it.

use std::collections::BTreeSet;
use std::sync::Arc;

use frontdesk_tokens::{
    SessionStatus, TokenError, UnverifiedToken, parse_claims, parse_machine_claims, parse_oauth_claims,
};
use http::Method;
use serde_json::Value;

use super::cookies::{CookieRules, SessionCookie};
use super::jwt::{Checks, Flaw, Profile};
use super::opaque::Lookup;
use super::request::header_token;
use super::sighting::{Sighting, is_no_machine_category, is_of_other_category};
use super::{Auth, AuthError, Carrier, NotRefreshed, Reason, RequestHead, TokenKind};
use crate::{Error, clock};

/// Tells who sent a request. Cheap to clone; see [`Client::authenticator`](crate::Client::authenticator).
///
/// Session tokens and JWTs are checked here, with keys that are fetched once in five minutes; API keys and opaque tokens
/// take one request to the API each, which is tried again as the client's [`RetryPolicy`](crate::RetryPolicy) says.
///
/// ```no_run
/// use frontdesk_sdk::auth::{Auth, AuthError, Authenticator};
///
/// # async fn example(authenticator: Authenticator, request: http::Request<()>) {
/// match authenticator.authenticate(&request).await {
///     Ok(Auth::Session(claims)) => println!("{} is signed in", claims.user_id),
///     Ok(auth) => println!("a program, with the scopes {:?}", auth.scopes()),
///     Err(AuthError::Refused(refusal)) => println!("answer 401: {}", refusal.reason),
///     Err(error) => println!("answer 503, as nobody could tell: {error}"),
/// }
/// # }
/// ```
///
/// # What is not done
///
/// The official SDKs for JavaScript may answer a browser's request for a page with a redirect, the *handshake*, to have
/// its cookies renewed. This one never redirects and sets no cookie: it gives the reason that they would redirect for, so
/// that a page can send its visitor to sign in. Requests of programs are never redirected, there is no difference for them.
#[derive(Clone, Debug)]
pub struct Authenticator {
    rules: Arc<Rules>,
}

/// What an authenticator was told.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) accepted: BTreeSet<TokenKind>,
    pub(crate) accepts_pending: bool,
    pub(crate) publishable_key: Option<String>,
    pub(crate) cookies: CookieRules,
    pub(crate) checks: Checks,
    pub(crate) lookup: Lookup,
}

/// What a request carries, so that the request itself need not be kept while the API is asked.
#[derive(Debug)]
pub(crate) struct Presented {
    header: Option<String>,
    cookie: Result<SessionCookie, Reason>,
    not_refreshed: NotRefreshed,
}

impl Authenticator {
    pub(crate) fn new(rules: Rules) -> Self {
        Self { rules: Arc::new(rules) }
    }

    pub(crate) fn publishable_key(&self) -> Option<&str> {
        self.rules.publishable_key.as_deref()
    }

    /// Tells who sent a request, or why nobody knows. The request is not kept, so the future can be sent elsewhere
    /// whatever the body is.
    pub fn authenticate<'a, R: RequestHead>(
        &'a self,
        request: &R,
    ) -> impl Future<Output = Result<Auth, AuthError>> + Send + use<'a, R> {
        self.authenticate_at(request, clock::now_ms())
    }

    /// The same at another time, in milliseconds since the epoch.
    ///
    /// With keys at hand, the future is ready at once for every JWT.
    pub fn authenticate_at<'a, R: RequestHead>(
        &'a self,
        request: &R,
        now_ms: i64,
    ) -> impl Future<Output = Result<Auth, AuthError>> + Send + use<'a, R> {
        let presented = self.look_at(request, now_ms);
        self.judge(presented, now_ms)
    }

    pub(crate) fn look_at(&self, request: &impl RequestHead, now_ms: i64) -> Presented {
        let header = header_token(request.headers());
        let cookie = match &header {
            None if self.accepts(TokenKind::Session) => self.rules.cookies.session(request, now_ms),
            _ => Err(Reason::SessionTokenAndUatMissing),
        };
        let not_refreshed = if request.method().is_some_and(|method| *method != Method::GET) {
            NotRefreshed::NotGet
        } else if self.rules.cookies.has_refresh_cookie(request.headers()) {
            NotRefreshed::NotOffered
        } else {
            NotRefreshed::NoCookie
        };
        Presented { header, cookie, not_refreshed }
    }

    /// Decides about what a request carries.
    pub(crate) async fn judge(&self, presented: Presented, now_ms: i64) -> Result<Auth, AuthError> {
        let not_refreshed = presented.not_refreshed;
        let Some(token) = presented.header else {
            return match self.only_kind() {
                Some(kind) if kind != TokenKind::Session => {
                    Err(AuthError::refused(kind, Reason::NoTokenInHeader, None))
                }
                _ if self.accepts(TokenKind::Session) => {
                    self.judge_cookie(presented.cookie, not_refreshed, now_ms).await
                }
                _ => Err(AuthError::refused(None, Reason::TokenTypeMismatch, None)),
            };
        };
        let carrier = Carrier::Header;
        let sighting = Sighting::of(&token);
        match (self.only_kind(), &sighting) {
            (Some(TokenKind::Session), Sighting::Opaque(_)) => {
                return Err(AuthError::refused(TokenKind::Session, Reason::TokenInvalid, Some(carrier)));
            }
            (only, sighting) if !self.accepts(sighting.kind()) => {
                return Err(AuthError::refused(only, Reason::TokenTypeMismatch, Some(carrier)));
            }
            _ => {}
        }
        match sighting {
            Sighting::Opaque(kind) => self.rules.lookup.verify(kind, &token, &self.rules.checks.audiences).await,
            Sighting::Jwt(kind, read) => self.judge_jwt(kind, read, now_ms).await,
            Sighting::Session(read) => self.judge_session(read, carrier, not_refreshed, now_ms).await,
        }
    }

    fn accepts(&self, kind: TokenKind) -> bool {
        self.rules.accepted.contains(&kind)
    }

    /// The kind that is accepted, if it is only one.
    fn only_kind(&self) -> Option<TokenKind> {
        let mut kinds = self.rules.accepted.iter().copied();
        kinds.next().filter(|_| kinds.next().is_none())
    }

    async fn judge_cookie(
        &self,
        cookie: Result<SessionCookie, Reason>,
        not_refreshed: NotRefreshed,
        now_ms: i64,
    ) -> Result<Auth, AuthError> {
        let cookie = cookie.map_err(|reason| AuthError::refused(TokenKind::Session, reason, None))?;
        let refuse = |reason| Err(AuthError::refused(TokenKind::Session, reason, Some(Carrier::Cookie)));
        let token = match Sighting::of(&cookie.token) {
            Sighting::Session(Ok(token)) => token,
            Sighting::Jwt(..) => return refuse(Reason::TokenTypeMismatch),
            Sighting::Opaque(_) | Sighting::Session(Err(_)) => return refuse(Reason::TokenInvalid),
        };
        if is_of_other_category(&token) {
            return refuse(Reason::TokenTypeMismatch);
        }
        let issued_at = token.claims().issued_at_seconds().ok().flatten();
        if issued_at.is_some_and(|seconds| seconds < cookie.signed_in_at) {
            return refuse(Reason::SessionTokenIatBeforeClientUat);
        }
        self.judge_session(Ok(token), Carrier::Cookie, not_refreshed, now_ms).await
    }

    async fn judge_session(
        &self,
        token: Result<UnverifiedToken<'_>, TokenError>,
        carrier: Carrier,
        not_refreshed: NotRefreshed,
        now_ms: i64,
    ) -> Result<Auth, AuthError> {
        let refuse = |reason| AuthError::refused(TokenKind::Session, reason, Some(carrier));
        let token = token.map_err(|_| refuse(Reason::TokenInvalid))?;
        if is_of_other_category(&token) {
            return Err(refuse(Reason::TokenTypeMismatch));
        }
        let claims = self.rules.checks.verify(token, Profile::Session, now_ms).await.map_err(|flaw| match flaw {
            Flaw::Keys(error) => AuthError::unchecked(TokenKind::Session, why_no_keys(&error), error),
            Flaw::UnknownKey => refuse(Reason::JwkKidMismatch),
            Flaw::Type => refuse(Reason::TokenInvalid),
            Flaw::Algorithm => refuse(Reason::TokenInvalidAlgorithm),
            Flaw::Signature => refuse(Reason::TokenInvalidSignature),
            Flaw::Claims | Flaw::Audience => refuse(Reason::TokenVerificationFailed),
            Flaw::Party => refuse(Reason::TokenInvalidAuthorizedParties),
            Flaw::Expired => refuse(Reason::SessionTokenExpired(not_refreshed)),
            Flaw::NotYetValid => refuse(Reason::SessionTokenNbf),
            Flaw::IssuedInTheFuture => refuse(Reason::SessionTokenIatInTheFuture),
        })?;
        let claims = parse_claims(claims).map_err(|_| refuse(Reason::TokenVerificationFailed))?;
        if claims.status == Some(SessionStatus::Pending) && !self.rules.accepts_pending {
            return Err(refuse(Reason::SessionPending));
        }
        Ok(claims.into())
    }

    /// A JWT of a machine or of an OAuth client. Whatever is wrong with one has one name.
    async fn judge_jwt(&self, kind: TokenKind, token: UnverifiedToken<'_>, now_ms: i64) -> Result<Auth, AuthError> {
        let refuse = |reason| AuthError::refused(kind, reason, Some(Carrier::Header));
        let profile = if kind == TokenKind::M2m { Profile::Machine } else { Profile::Oauth };
        if profile == Profile::Machine && is_no_machine_category(&token) {
            return Err(refuse(Reason::TokenInvalid));
        }
        let claims = self.rules.checks.verify(token, profile, now_ms).await.map_err(|flaw| match flaw {
            Flaw::Keys(error) => AuthError::unchecked(kind, Reason::TokenVerificationFailed, error),
            _ => refuse(Reason::TokenVerificationFailed),
        })?;
        let auth = if profile == Profile::Machine {
            parse_machine_claims(claims).map(Auth::from)
        } else {
            parse_oauth_claims(claims).map(Auth::from)
        };
        auth.map_err(|_| refuse(Reason::TokenVerificationFailed))
    }
}

/// Why there are no keys to check a session token with.
fn why_no_keys(error: &Error) -> Reason {
    match error {
        Error::Api(api) if api.errors.iter().any(|item| item.code == "clerk_key_invalid") => Reason::SecretKeyInvalid,
        Error::Api(_) | Error::MissingSecretKey { .. } => Reason::JwkRemoteFailedToLoad,
        Error::Unexpected { body, .. } if serde_json::from_str::<Value>(body).is_ok() => Reason::JwkRemoteFailedToLoad,
        _ => Reason::UnexpectedError,
    }
}
