//! Access tokens: what is stored of one, and what is known of it.

use super::{OauthGrantDetails, OauthTokens};
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

/// An access token with what stands behind it. Whoever is called with a token asks for it at each request, so that no more
/// of the grant is read than somebody needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifiedOauthToken {
    /// The token.
    pub token: OauthAccessToken,
    /// The client id of the application.
    pub client_id: String,
    /// Who granted it, `user_…`.
    pub user_id: String,
    /// The organization for which it was granted, `org_…`.
    pub organization_id: Option<String>,
    /// Whether the grant was taken back.
    pub revoked: bool,
    /// Why it was taken back.
    pub revocation_reason: Option<String>,
    /// When the grant was granted, used or taken back, milliseconds since the epoch.
    pub granted_or_revoked_at: i64,
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
            "SELECT t.id, t.scopes, t.expires_at, t.created_at, g.user_id, g.revoked, g.updated_at, g.data
             FROM oauth_access_tokens t JOIN oauth_grants g ON g.instance_id = t.instance_id AND g.id = t.grant_id
             WHERE t.instance_id = $1 AND {condition} AND {owned}"
        );
        let found = self.connection.query_optional(&sql, params![self.instance_value(), value], |row| {
            let details: OauthGrantDetails = serde_json::from_str(row.text(7)?)?;
            let found = VerifiedOauthToken {
                token: OauthAccessToken {
                    id: row.get(0)?,
                    scopes: row.text(1)?.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
                    expires_at: row.get(2)?,
                    created_at: row.get(3)?,
                },
                client_id: String::new(),
                user_id: row.get(4)?,
                organization_id: details.organization_id,
                revoked: row.get(5)?,
                revocation_reason: details.revocation_reason,
                granted_or_revoked_at: row.get(6)?,
            };
            Ok((found, details.client_id))
        })?;
        let Some((found, client_id)) = found else { return Ok(None) };
        let client_id = match client_id {
            None => self.find_client_of_access_token(&found.token.id)?,
            known => known,
        };
        Ok(client_id.map(|client_id| VerifiedOauthToken { client_id, ..found }))
    }

    /// What a grant of an older database does not say itself.
    fn find_client_of_access_token(&mut self, id: &str) -> Result<Option<String>, StorageError> {
        let sql = "SELECT a.client_id FROM oauth_access_tokens t
                   JOIN oauth_grants g ON g.instance_id = t.instance_id AND g.id = t.grant_id
                   JOIN oauth_applications a ON a.instance_id = t.instance_id AND a.id = g.application_id
                   WHERE t.instance_id = $1 AND t.id = $2";
        self.connection.query_optional(sql, params![self.instance_value(), id], |row| row.get(0))
    }
}
