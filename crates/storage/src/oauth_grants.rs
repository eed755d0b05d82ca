//! What users have granted to OAuth applications: codes, refresh tokens and access tokens, and when each of them ends.
//!
//! A grant is one authorization. Its code and its refresh token stand in its row, which whoever uses one of them locks:
//! of two who redeem a code one comes second and is told so, and what is revoked is revoked whole. An access token works
//! while its grant does and the application and the user are there.

mod access_tokens;
mod ending;
mod redeem;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub use access_tokens::{OauthAccessToken, VerifiedOauthToken};
pub use redeem::{OauthCodeOutcome, OauthRefreshOutcome, OauthTokens};

const TABLE: &str = "oauth_grants";

/// What a user has granted to an application. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OauthGrant {
    /// `oagrant_…`; nobody outside sees it.
    pub id: String,
    /// `oauthapp_…`.
    pub application_id: String,
    /// `user_…`.
    pub user_id: String,
    /// The hash of the code that it began with.
    pub code_hash: String,
    /// The hash of what all of its refresh tokens begin with; `None` while it has none.
    pub family_hash: Option<String>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// From when on nothing of it works.
    pub ends_at: i64,
    /// When the user granted it.
    pub created_at: i64,
    /// When it was granted, used or taken back.
    pub updated_at: i64,
    /// Everything else.
    pub details: OauthGrantDetails,
}

/// What the column `data` of a grant holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OauthGrantDetails {
    /// What was granted.
    pub scopes: Vec<String>,
    /// The client id of the application, which never changes. Set when the grant is issued; grants of older databases
    /// have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The organization for which the user granted it, `org_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    /// When the user last proved who they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authenticated_at: Option<i64>,
    /// The code.
    pub code: OauthCode,
    /// The refresh token of the moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh: Option<OauthRefreshToken>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<String>,
}

/// What is known of a code besides its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OauthCode {
    /// From when on it gives nothing.
    pub expires_at: i64,
    /// When it was redeemed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_at: Option<i64>,
    /// Where the user was sent back to, if the request said so; whoever redeems it has to say the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
    /// The S256 challenge of PKCE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_challenge: Option<String>,
    /// What the ID token has to repeat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
}

/// The refresh token that works; those before it are known by their family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OauthRefreshToken {
    /// The hash of the whole token.
    pub token_hash: String,
    /// From when on it gives nothing.
    pub expires_at: i64,
}

/// The columns of a grant under the short name `g`.
const COLUMNS: &str = "g.id, g.application_id, g.user_id, g.code_hash, g.family_hash, g.revoked, g.ends_at, \
                       g.created_at, g.updated_at, g.data";

fn read_grant(row: &Row<'_>, first: usize) -> Result<OauthGrant, StorageError> {
    Ok(OauthGrant {
        id: row.get(first)?,
        application_id: row.get(first + 1)?,
        user_id: row.get(first + 2)?,
        code_hash: row.get(first + 3)?,
        family_hash: row.get(first + 4)?,
        revoked: row.get(first + 5)?,
        ends_at: row.get(first + 6)?,
        created_at: row.get(first + 7)?,
        updated_at: row.get(first + 8)?,
        details: serde_json::from_str(row.text(first + 9)?)?,
    })
}

impl Tx<'_, '_> {
    /// Writes down what a user has granted, and with it the code that is given out for it. `false` where the
    /// application or the user is gone.
    pub fn issue_oauth_code(&mut self, grant: &OauthGrant) -> Result<bool, StorageError> {
        let Some(client_id) = self.keep_oauth_owners(&grant.user_id, &grant.application_id)? else {
            return Ok(false);
        };
        let details = OauthGrantDetails { client_id: Some(client_id), ..grant.details.clone() };
        self.connection.execute(
            "INSERT INTO oauth_grants (instance_id, id, application_id, user_id, code_hash, family_hash, revoked,
             ends_at, created_at, updated_at, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            params![
                self.instance_value(),
                &grant.id,
                &grant.application_id,
                &grant.user_id,
                &grant.code_hash,
                &grant.family_hash,
                grant.revoked,
                grant.ends_at,
                grant.created_at,
                grant.updated_at,
                serde_json::to_string(&details)?
            ],
        )?;
        Ok(true)
    }

    /// The grant of that id, as [`Self::lock_oauth_grant_by_code`] gives it.
    pub fn lock_oauth_grant(&mut self, id: &str) -> Result<Option<OauthGrant>, StorageError> {
        self.lock_grant_where("g.id = $2", id)
    }

    /// The grant whose code has that hash, whatever has become of it. Inside a unit of work that writes, its row is
    /// locked until the end, and its application and its user stay.
    pub fn lock_oauth_grant_by_code(&mut self, code_hash: &str) -> Result<Option<OauthGrant>, StorageError> {
        self.lock_grant_where("g.code_hash = $2", code_hash)
    }

    /// The grant whose refresh tokens begin with what has that hash, as [`Self::lock_oauth_grant_by_code`] gives it.
    pub fn lock_oauth_grant_by_family(&mut self, family_hash: &str) -> Result<Option<OauthGrant>, StorageError> {
        self.lock_grant_where("g.family_hash = $2", family_hash)
    }

    /// The grant of the opaque access token with that hash, as [`Self::lock_oauth_grant_by_code`] gives it.
    pub fn lock_oauth_grant_by_access_token(&mut self, hash: &str) -> Result<Option<OauthGrant>, StorageError> {
        let condition =
            "g.id = (SELECT t.grant_id FROM oauth_access_tokens t WHERE t.instance_id = $1 AND t.hash = $2)";
        self.lock_grant_where(condition, hash)
    }

    fn lock_grant_where(&mut self, condition: &str, value: &str) -> Result<Option<OauthGrant>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM oauth_grants g WHERE g.instance_id = $1 AND {condition}");
        let parameters = params![self.instance_value(), value];
        let Some(grant) = self.connection.query_optional(&sql, parameters, |row| read_grant(row, 0))? else {
            return Ok(None);
        };
        // The user and the application first, as whoever deletes one of them does.
        if self.keep_oauth_owners(&grant.user_id, &grant.application_id)?.is_none() {
            return Ok(None);
        }
        if !self.connection.writable {
            return Ok(Some(grant));
        }
        let sql = format!("SELECT {COLUMNS} FROM oauth_grants g WHERE g.instance_id = $1 AND g.id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), &grant.id], |row| read_grant(row, 0))
    }

    /// The newest grants of a user to an application that still work at `now`, at most `limit`. Those whose code nobody
    /// has redeemed are none yet.
    pub fn list_living_oauth_grants(
        &mut self,
        user_id: &str,
        application_id: &str,
        now: i64,
        limit: i64,
    ) -> Result<Vec<OauthGrant>, StorageError> {
        // Whatever has ended since is left out afterwards, so that the index alone bounds the cost.
        let sql = format!(
            "SELECT {COLUMNS} FROM oauth_grants g WHERE g.instance_id = $1 AND g.user_id = $2
             AND g.application_id = $3 ORDER BY g.id DESC LIMIT $4"
        );
        let parameters = params![self.instance_value(), user_id, application_id, limit];
        let mut grants = self.connection.query(&sql, parameters, |row| read_grant(row, 0))?;
        grants.retain(|grant| !grant.revoked && grant.ends_at > now && grant.details.code.used_at.is_some());
        Ok(grants)
    }

    /// The client id of the application, if it and the user are there; inside a unit of work that writes, they stay until
    /// its end.
    fn keep_oauth_owners(&mut self, user_id: &str, application_id: &str) -> Result<Option<String>, StorageError> {
        let sql = "SELECT id FROM users WHERE instance_id = $1 AND id = $2";
        if self.connection.query_kept(sql, params![self.instance_value(), user_id], |_| Ok(()))?.is_empty() {
            return Ok(None);
        }
        let sql = "SELECT client_id FROM oauth_applications WHERE instance_id = $1 AND id = $2";
        let parameters = params![self.instance_value(), application_id];
        Ok(self.connection.query_kept(sql, parameters, |row| row.get(0))?.pop())
    }

    /// Writes a grant, whose row must be locked, over the stored one.
    fn update_grant(&mut self, grant: &OauthGrant) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE oauth_grants SET family_hash = $1, revoked = $2, ends_at = $3, updated_at = $4, data = $5
             WHERE instance_id = $6 AND id = $7",
            params![
                &grant.family_hash,
                grant.revoked,
                grant.ends_at,
                grant.updated_at,
                serde_json::to_string(&grant.details)?,
                self.instance_value(),
                &grant.id
            ],
        )?;
        Self::expect_row(changed, TABLE)
    }
}
