//! The kinds of token.

use std::fmt;

/// What a request can prove itself with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// The session of a user who is signed in, in a browser or an app.
    Session,
    /// A key that a user or an organization gave to a program of theirs.
    ApiKey,
    /// The token of a machine.
    M2m,
    /// What a user allowed an OAuth application to do.
    Oauth,
}

impl TokenKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Session, Self::ApiKey, Self::M2m, Self::Oauth];

    /// The name that the official SDKs have for it, such as `session_token`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session_token",
            Self::ApiKey => "api_key",
            Self::M2m => "m2m_token",
            Self::Oauth => "oauth_token",
        }
    }
}

impl fmt::Display for TokenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
