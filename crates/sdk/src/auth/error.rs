//! What stands in the way of an authenticated request.

use std::sync::Arc;

use super::{Reason, TokenKind};
use crate::Error;

/// Why a request is not authenticated: its credentials are no good, or nobody could tell.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// The credentials are missing or no good. Whoever sent the request has to do something about it: 401.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The credentials could not be checked, which says nothing about them. Whoever runs this program has to do something
    /// about it, or the same request works later: 503.
    #[error(transparent)]
    Unchecked(#[from] Unchecked),
}

/// That the credentials of a request are no good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request is not authenticated: {reason}")]
#[non_exhaustive]
pub struct Refusal {
    /// What was asked for, or what the token is; `None` if several kinds are accepted and this is none of them.
    pub kind: Option<TokenKind>,
    /// Why.
    pub reason: Reason,
    /// Where the token was; `None` if there was none.
    pub carrier: Option<Carrier>,
}

/// That the credentials of a request could not be checked.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the request could not be authenticated: {reason}")]
#[non_exhaustive]
pub struct Unchecked {
    /// What the token seems to be.
    pub kind: TokenKind,
    /// Why.
    pub reason: Reason,
    /// What went wrong with the request to the API.
    pub source: Arc<Error>,
}

/// Where a token was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// In the `Authorization` header.
    Header,
    /// In the session cookie.
    Cookie,
}

impl AuthError {
    pub(crate) fn refused(kind: impl Into<Option<TokenKind>>, reason: Reason, carrier: Option<Carrier>) -> Self {
        Self::Refused(Refusal { kind: kind.into(), reason, carrier })
    }

    pub(crate) fn unchecked(kind: TokenKind, reason: Reason, source: Arc<Error>) -> Self {
        Self::Unchecked(Unchecked { kind, reason, source })
    }

    /// Why; [`Reason::as_str`] gives the name that the official SDKs have for it.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Refused(refusal) => refusal.reason,
            Self::Unchecked(unchecked) => unchecked.reason,
        }
    }

    /// Whether the credentials are missing or no good, rather than unchecked.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}
