//! Access tokens: what is stored of one, and what is known of it.

use super::{COLUMNS, OauthGrant, OauthTokens, read_grant};
use crate::leftovers::is_no_leftover_grant;
use crate::{StorageError, Tx, params};

/// An access token. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OauthAccessToken {
    /// `oat_…`; the `jti` of a JWT, and not the token itself.
    pub id: String,
    /// What it is good for.
    pub scopes: Vec<String>,
    /// From when on it is good for nothing.
    pub expires_at: i64,
    /// When it was issued.
    pub created_at: i64,
}

/// An access token with what stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifiedOauthToken {
    /// The token.
    pub token: OauthAccessToken,
    /// The grant that it was issued for.
    pub grant: OauthGrant,
    /// The client id of the application.
    pub client_id: String,
}

impl Tx<'_, '_> {
    pub(super) fn insert_access_token(
        &mut self,
        grant_id: &str,
        tokens: &OauthTokens,
        now: i64,
    ) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO oauth_access_tokens (instance_id, id, grant_id, hash, scopes, expires_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                self.instance_value(),
                &tokens.access_token_id,
                grant_id,
                &tokens.access_token_hash,
                tokens.scopes.join(" "),
                tokens.access_expires_at,
                now
            ],
        )?;
        Ok(())
    }

    /// The opaque access token with that hash, whatever has become of it, as long as its application and its user are
    /// there.
    pub fn find_oauth_access_token_by_hash(&mut self, hash: &str) -> Result<Option<VerifiedOauthToken>, StorageError> {
        self.find_access_token_where("t.hash = $2", hash)
    }

    /// The access token of that id, as [`Self::find_oauth_access_token_by_hash`] gives it.
    pub fn find_oauth_access_token(&mut self, id: &str) -> Result<Option<VerifiedOauthToken>, StorageError> {
        self.find_access_token_where("t.id = $2", id)
    }

    fn find_access_token_where(
        &mut self,
        condition: &str,
        value: &str,
    ) -> Result<Option<VerifiedOauthToken>, StorageError> {
        // Two look-ups: every further table would cost as much again, at each request of whoever is called with a token.
        let owned = is_no_leftover_grant("g");
        let sql = format!(
            "SELECT t.id, t.scopes, t.expires_at, t.created_at, {COLUMNS} FROM oauth_access_tokens t
             JOIN oauth_grants g ON g.instance_id = t.instance_id AND g.id = t.grant_id
             WHERE t.instance_id = $1 AND {condition} AND {owned}"
        );
        let found = self.connection.query_optional(&sql, params![self.instance_value(), value], |row| {
            let token = OauthAccessToken {
                id: row.get(0)?,
                scopes: row.text(1)?.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
                expires_at: row.get(2)?,
                created_at: row.get(3)?,
            };
            Ok((token, read_grant(row, 4)?))
        })?;
        let Some((token, grant)) = found else { return Ok(None) };
        let client_id = match &grant.details.client_id {
            Some(client_id) => Some(client_id.clone()),
            None => self.find_oauth_application(&grant.application_id)?.map(|application| application.client_id),
        };
        Ok(client_id.map(|client_id| VerifiedOauthToken { token, grant, client_id }))
    }
}
