//! Why a request is not authenticated, in the words of the official SDKs.

use std::fmt;

/// Why a request is not authenticated. [`Reason::as_str`] is what the official SDK for JavaScript calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// There is no token in the `Authorization` header, and only such were asked for.
    NoTokenInHeader,
    /// The token is of a kind that is not accepted.
    TokenTypeMismatch,
    /// There is neither a session cookie nor a sign that somebody is signed in.
    SessionTokenAndUatMissing,
    /// There is a session cookie, and no sign of when its browser last signed in.
    SessionTokenWithoutClientUat,
    /// The browser is signed in, and its session cookie is missing.
    ClientUatWithoutSessionToken,
    /// The cookie that knows a browser on a development instance is missing.
    DevBrowserMissing,
    /// The address brings another browser of a development instance along, which a handshake would take over.
    DevBrowserSync,
    /// The session cookie is older than the last time that its browser signed in or out.
    SessionTokenIatBeforeClientUat,
    /// The time of the session token is up.
    SessionTokenExpired(NotRefreshed),
    /// The session token may not be used yet.
    SessionTokenNbf,
    /// The session token was issued in the future, by the clock of this machine.
    SessionTokenIatInTheFuture,
    /// The session has tasks that the user must do first. The official SDKs have no name for this: they say that nobody is
    /// signed in.
    SessionPending,
    /// The token is malformed, unknown, revoked or, if it is opaque, expired.
    TokenInvalid,
    /// The token is signed in a way that is not known.
    TokenInvalidAlgorithm,
    /// The origin that asked for the token is none of the authorized parties.
    TokenInvalidAuthorizedParties,
    /// The signature is wrong.
    TokenInvalidSignature,
    /// The claims are not as they must be: a subject or time is missing, or the audience is another. For a JWT that is no
    /// session token: anything.
    TokenVerificationFailed,
    /// The token names a key that the instance does not have.
    JwkKidMismatch,
    /// The keys of the instance could not be fetched.
    JwkRemoteFailedToLoad,
    /// The secret key of this program is refused by the API.
    SecretKeyInvalid,
    /// The API gave no answer, or one that says nothing about the token.
    UnexpectedError,
}

/// Why a session token whose time is up was not renewed. This SDK renews none, as that needs cookies to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotRefreshed {
    /// The request is no GET.
    NotGet,
    /// It has no refresh cookie.
    NoCookie,
    /// It could be renewed.
    NotOffered,
}

impl Reason {
    /// What the official SDKs call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoTokenInHeader => "No token in header",
            Self::TokenTypeMismatch => "token-type-mismatch",
            Self::SessionTokenAndUatMissing => "session-token-and-uat-missing",
            Self::SessionTokenWithoutClientUat => "session-token-but-no-client-uat",
            Self::ClientUatWithoutSessionToken => "client-uat-but-no-session-token",
            Self::DevBrowserMissing => "dev-browser-missing",
            Self::DevBrowserSync => "dev-browser-sync",
            Self::SessionTokenIatBeforeClientUat => "session-token-iat-before-client-uat",
            Self::SessionTokenExpired(NotRefreshed::NotGet) => "session-token-expired-refresh-non-eligible-non-get",
            Self::SessionTokenExpired(NotRefreshed::NoCookie) => {
                "session-token-expired-refresh-non-eligible-no-refresh-cookie"
            }
            Self::SessionTokenExpired(NotRefreshed::NotOffered) => "session-token-expired-refresh-missing-api-client",
            Self::SessionTokenNbf => "session-token-nbf",
            Self::SessionTokenIatInTheFuture => "session-token-iat-in-the-future",
            Self::SessionPending => "session-pending",
            Self::TokenInvalid => "token-invalid",
            Self::TokenInvalidAlgorithm => "token-invalid-algorithm",
            Self::TokenInvalidAuthorizedParties => "token-invalid-authorized-parties",
            Self::TokenInvalidSignature => "token-invalid-signature",
            Self::TokenVerificationFailed => "token-verification-failed",
            Self::JwkKidMismatch => "jwk-kid-mismatch",
            Self::JwkRemoteFailedToLoad => "jwk-remote-failed-to-load",
            Self::SecretKeyInvalid => "secret-key-invalid",
            Self::UnexpectedError => "unexpected-error",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
