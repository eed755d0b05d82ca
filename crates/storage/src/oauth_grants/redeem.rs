//! Codes and refresh tokens against tokens, each of them once.

use super::{OauthGrant, OauthRefreshToken};
use crate::{StorageError, Tx, params};

/// The tokens that are given out for a code or a refresh token, as far as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OauthTokens {
    /// The id of the access token, `oat_…`.
    pub access_token_id: String,
    /// The hash of an opaque access token; `None` for a JWT.
    pub access_token_hash: Option<String>,
    /// From when on the access token is good for nothing, milliseconds since the epoch.
    pub access_expires_at: i64,
    /// What the access token is good for.
    pub scopes: Vec<String>,
    /// The hash of what the refresh token begins with, and the refresh token; `None` for no refresh token.
    pub refresh: Option<(String, OauthRefreshToken)>,
}

/// What came of redeeming a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OauthCodeOutcome {
    /// Its tokens are stored.
    Redeemed(Box<OauthGrant>),
    /// It gives nothing: it is unknown, over, another application's, or was not accepted.
    Refused,
    /// It had been redeemed before. Whoever came first may be the thief: all of its tokens are revoked.
    Replayed,
}

/// What came of using a refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OauthRefreshOutcome {
    /// The next tokens are stored, and this one works no more.
    Rotated(Box<OauthGrant>),
    /// It gives nothing: it is unknown, over, another application's, or was not accepted.
    Refused,
    /// It had been used before. Whoever has the one after it may be the thief: all tokens of the family are revoked.
    Reused,
}

/// Why a grant was taken back that somebody tried to use twice.
const REPLAYED: &str = "The authorization code was redeemed twice.";
const REUSED: &str = "A refresh token was used twice.";

impl Tx<'_, '_> {
    /// Redeems a code of an application. `issue` looks at what was granted and gives the tokens for it, or `None` where
    /// the request does not fit. The outcome has to be kept even where it is no success.
    pub fn redeem_oauth_code(
        &mut self,
        application_id: &str,
        code_hash: &str,
        now: i64,
        issue: impl Fn(&OauthGrant) -> Option<OauthTokens>,
    ) -> Result<OauthCodeOutcome, StorageError> {
        let grant = self.lock_oauth_grant_by_code(code_hash)?.filter(|grant| grant.application_id == application_id);
        let Some(mut grant) = grant else { return Ok(OauthCodeOutcome::Refused) };
        if grant.details.code.used_at.is_some() {
            self.revoke_oauth_grant(&grant, Some(REPLAYED), now)?;
            return Ok(OauthCodeOutcome::Replayed);
        }
        if grant.revoked || grant.details.code.expires_at <= now {
            return Ok(OauthCodeOutcome::Refused);
        }
        let Some(tokens) = issue(&grant) else { return Ok(OauthCodeOutcome::Refused) };
        grant.details.code.used_at = Some(now);
        self.store_tokens(&mut grant, &tokens, now)?;
        Ok(OauthCodeOutcome::Redeemed(Box::new(grant)))
    }

    /// Gives the next tokens for a refresh token of an application, which is known by its family and its own hash.
    /// `issue` is asked as by [`Self::redeem_oauth_code`], and its refresh token has to be of the same family.
    pub fn rotate_oauth_refresh_token(
        &mut self,
        application_id: &str,
        (family_hash, token_hash): (&str, &str),
        now: i64,
        issue: impl Fn(&OauthGrant) -> Option<OauthTokens>,
    ) -> Result<OauthRefreshOutcome, StorageError> {
        let grant = self.lock_oauth_grant_by_family(family_hash)?;
        let grant = grant.filter(|grant| grant.application_id == application_id && !grant.revoked);
        let Some(mut grant) = grant else { return Ok(OauthRefreshOutcome::Refused) };
        let Some(present) = &grant.details.refresh else { return Ok(OauthRefreshOutcome::Refused) };
        if present.token_hash != token_hash {
            // Only whoever had a token of the family knows how it begins.
            self.revoke_oauth_grant(&grant, Some(REUSED), now)?;
            return Ok(OauthRefreshOutcome::Reused);
        }
        if present.expires_at <= now {
            return Ok(OauthRefreshOutcome::Refused);
        }
        let Some(tokens) = issue(&grant) else { return Ok(OauthRefreshOutcome::Refused) };
        self.store_tokens(&mut grant, &tokens, now)?;
        Ok(OauthRefreshOutcome::Rotated(Box::new(grant)))
    }

    /// Takes back a grant, whose row must be locked, with its code and all of its tokens. Taking back what was taken
    /// back before changes nothing, not even the reason.
    pub fn revoke_oauth_grant(
        &mut self,
        grant: &OauthGrant,
        reason: Option<&str>,
        now: i64,
    ) -> Result<(), StorageError> {
        if grant.revoked {
            return Ok(());
        }
        let mut grant = grant.clone();
        grant.revoked = true;
        grant.updated_at = now;
        grant.details.revocation_reason = reason.map(str::to_owned);
        // A JWT still says what it says until its end; what is known of it stays as long.
        let sql = "SELECT max(expires_at) FROM oauth_access_tokens WHERE instance_id = $1 AND grant_id = $2";
        let last = self
            .connection
            .query_optional(sql, params![self.instance_value(), &grant.id], |row| row.get::<Option<i64>>(0))?;
        grant.ends_at = last.flatten().unwrap_or(now);
        self.update_grant(&grant)
    }

    fn store_tokens(&mut self, grant: &mut OauthGrant, tokens: &OauthTokens, now: i64) -> Result<(), StorageError> {
        grant.updated_at = now;
        if let Some((family_hash, refresh)) = &tokens.refresh {
            grant.family_hash = Some(family_hash.clone());
            grant.details.refresh = Some(refresh.clone());
        }
        let refreshable_until = grant.details.refresh.as_ref().map_or(0, |refresh| refresh.expires_at);
        // A code that was redeemed is remembered as long as it would work: whoever comes second has to be noticed.
        let code_until = grant.details.code.expires_at;
        grant.ends_at = grant.ends_at.max(code_until).max(tokens.access_expires_at).max(refreshable_until);
        self.update_grant(grant)?;
        self.insert_access_token(&grant.id, tokens, now)
    }
}
