//! What a token looks like, before anything in it is believed.

use frontdesk_tokens::{Category, MachineClaims, OauthClaims, TokenError, UnverifiedToken};

use super::TokenKind;

/// How a token that the API has to look up begins, by its kind.
const PREFIXES: [(&str, TokenKind); 3] =
    [("mt_", TokenKind::M2m), ("oat_", TokenKind::Oauth), ("ak_", TokenKind::ApiKey)];

/// A category of tokens that the official SDKs take for sessions too.
const OTHER_SESSION_CATEGORY: &str = "cl_I7d4PD111III";

/// What a token seems to be.
#[derive(Debug)]
pub(crate) enum Sighting<'a> {
    /// One that the API has to look up.
    Opaque(TokenKind),
    /// A JWT of a machine or of an OAuth client.
    Jwt(TokenKind, UnverifiedToken<'a>),
    /// Anything else: a session token, if it is one of ours at all.
    Session(Result<UnverifiedToken<'a>, TokenError>),
}

impl<'a> Sighting<'a> {
    pub(crate) fn of(token: &'a str) -> Self {
        if let Some((_, kind)) = PREFIXES.iter().find(|(prefix, _)| token.starts_with(prefix)) {
            return Self::Opaque(*kind);
        }
        match UnverifiedToken::read(token) {
            Ok(read) => match machine_kind(token, &read) {
                Some(kind) => Self::Jwt(kind, read),
                None => Self::Session(Ok(read)),
            },
            Err(error) => Self::Session(Err(error)),
        }
    }

    pub(crate) fn kind(&self) -> TokenKind {
        match self {
            Self::Opaque(kind) | Self::Jwt(kind, _) => *kind,
            Self::Session(_) => TokenKind::Session,
        }
    }
}

fn machine_kind(text: &str, token: &UnverifiedToken<'_>) -> Option<TokenKind> {
    if text.ends_with('.') {
        // It is not signed, so it is no such token.
        return None;
    }
    if token.claims().subject().is_some_and(MachineClaims::is_machine) {
        Some(TokenKind::M2m)
    } else if token.header().typ.text().is_some_and(OauthClaims::is_access_token) {
        Some(TokenKind::Oauth)
    } else {
        None
    }
}

/// Whether the header announces something else than a session token. Older tokens announce nothing.
pub(crate) fn is_of_other_category(token: &UnverifiedToken<'_>) -> bool {
    is_other_than(token, &[Category::Session.as_str(), OTHER_SESSION_CATEGORY])
}

/// Whether the header announces something else than a machine's token.
pub(crate) fn is_no_machine_category(token: &UnverifiedToken<'_>) -> bool {
    is_other_than(token, &[Category::Machine.as_str()])
}

fn is_other_than(token: &UnverifiedToken<'_>, categories: &[&str]) -> bool {
    let category = &token.header().cat;
    !category.is_missing() && !category.text().is_some_and(|category| categories.contains(&category))
}
