use crate::{Text, object, union};

/// A refreshed session, in the format that was asked for.
#[union]
pub enum SessionRefresh {
    /// The token itself.
    Token(Token),
    /// Cookies that carry the token.
    Cookies(Cookies),
}

/// Cookies that carry a refreshed session.
#[object(closed)]
pub struct Cookies {
    /// Always `cookies`.
    #[api(values = "cookies")]
    pub object: Text,
    /// Values for `Set-Cookie` headers, one of them beginning with `__session`.
    pub cookies: Vec<String>,
}

/// A refreshed session token.
#[object(closed)]
pub struct Token {
    /// Always `token`.
    #[api(values = "token")]
    pub object: Text,
    /// The signed token, in compact form.
    pub jwt: String,
}
