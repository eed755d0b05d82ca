//! Tokens for what users granted to OAuth applications: making them, and finding what they were made for.

pub(crate) mod background;

use frontdesk_storage::Tx;
use frontdesk_storage::oauth_grants::{OauthGrant, OauthRefreshToken, OauthTokens};
use frontdesk_tokens::{AccessTokenClaims, oauth_refresh_family};

use crate::context::Context;
use crate::error::ApiResult;
use crate::instance::Instance;
use crate::sessions::mint::signing_failed;

/// How long a code can be redeemed, in milliseconds.
pub(crate) const CODE_LIFETIME: i64 = 10 * 60 * 1000;
/// How long an access token is good, in seconds.
pub(crate) const ACCESS_TOKEN_SECONDS: i64 = 24 * 3600;
/// How long a refresh token is good that nobody uses, in milliseconds.
const REFRESH_TOKEN_LIFETIME: i64 = 10 * 365 * 24 * 3600 * 1000;

/// Tokens that are about to be given out, before anybody knows whether they are.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    access_token_id: String,
    /// The access token, where it is opaque.
    opaque: Option<String>,
    family: String,
    refresh_token: String,
    /// What the access token is good for.
    pub(crate) scopes: Vec<String>,
    now: i64,
}

/// Tokens that were given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issued {
    pub(crate) access_token_id: String,
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires_at: i64,
}

impl Draft {
    /// New secrets. The refresh token is of that family, or of a new one; the access token is a JWT or means nothing by
    /// itself.
    pub(crate) fn new(cx: &Context, family: Option<&str>, is_jwt: bool) -> Self {
        let ids = &cx.shared.ids;
        let family = family.map_or_else(|| ids.oauth_refresh_family(), str::to_owned);
        Self {
            access_token_id: ids.token_id("oat"),
            opaque: (!is_jwt).then(|| ids.oauth_access_token()),
            refresh_token: ids.oauth_refresh_token(&family),
            family,
            scopes: Vec::new(),
            now: cx.now,
        }
    }

    /// The same, with an access token that is good for these scopes.
    #[must_use]
    pub(crate) fn with_scopes(&self, scopes: Vec<String>) -> Self {
        Self { scopes, ..self.clone() }
    }

    /// What is stored of the tokens.
    pub(crate) fn stored(&self) -> OauthTokens {
        let token_hash = crate::hash_secret(&self.refresh_token);
        let expires_at = self.now + REFRESH_TOKEN_LIFETIME;
        OauthTokens {
            access_token_id: self.access_token_id.clone(),
            access_token_hash: self.opaque.as_deref().map(crate::hash_secret),
            access_expires_at: self.expires_at(),
            scopes: self.scopes.clone(),
            refresh: Some((crate::hash_secret(&self.family), OauthRefreshToken { token_hash, expires_at })),
        }
    }

    /// A JWT tells whole seconds, and opaque ones live as long.
    fn expires_at(&self) -> i64 {
        (self.now.div_euclid(1000) + ACCESS_TOKEN_SECONDS) * 1000
    }

    /// The tokens themselves, once they are stored. Signing takes a while, so this belongs on a thread that may block.
    pub(crate) fn finish(self, instance: &Instance, grant: &OauthGrant, client_id: &str) -> ApiResult<Issued> {
        let access_token = match &self.opaque {
            Some(token) => token.clone(),
            None => self
                .claims(instance, grant, client_id)
                .sign(&instance.signing_key)
                .map_err(|error| signing_failed(&error))?,
        };
        Ok(Issued {
            access_token,
            expires_at: self.expires_at(),
            refresh_token: self.refresh_token,
            access_token_id: self.access_token_id,
            scopes: self.scopes,
        })
    }

    fn claims(&self, instance: &Instance, grant: &OauthGrant, client_id: &str) -> AccessTokenClaims {
        AccessTokenClaims {
            issuer: instance.issuer(),
            user_id: grant.user_id.clone(),
            client_id: client_id.to_owned(),
            jti: self.access_token_id.clone(),
            scopes: self.scopes.clone(),
            issued_at_seconds: self.now.div_euclid(1000),
            expires_at_seconds: self.expires_at().div_euclid(1000),
        }
    }
}

/// What that opaque access token, or that refresh token or one before it, was issued for, whatever has become of it.
pub(crate) fn lock_grant_by_token(tx: &mut Tx<'_, '_>, token: &str) -> ApiResult<Option<OauthGrant>> {
    Ok(match oauth_refresh_family(token) {
        Some(family) => tx.lock_oauth_grant_by_family(&crate::hash_secret(family))?,
        None => tx.lock_oauth_grant_by_access_token(&crate::hash_secret(token))?,
    })
}
