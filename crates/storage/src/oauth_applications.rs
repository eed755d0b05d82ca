//! OAuth applications: clients that users of the instance sign in to with their account here.

use serde::{Deserialize, Serialize};

use crate::select::Select;
use crate::sql::Row;
use crate::users::Image;
use crate::{StorageError, Tx, params};

/// The kept counter of all applications.
pub const OAUTH_APPLICATIONS_COUNTER: &str = "oauth_applications";

const TABLE: &str = "oauth_applications";

/// An application. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OauthApplication {
    /// `oauthapp_…`.
    pub id: String,
    /// The id by which it introduces itself, `client_…`.
    pub client_id: String,
    /// For people.
    pub name: String,
    /// The hash of its secret; `None` where it can keep none.
    pub client_secret_hash: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
    /// Everything else.
    pub details: OauthApplicationDetails,
}

/// What the column `data` of an application holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct OauthApplicationDetails {
    /// Whether it can keep no secret.
    pub public: bool,
    /// What it may ask for, in the order of its maker.
    pub scopes: Vec<String>,
    /// Where users may be sent back to; the first one is the old `callback_url`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redirect_uris: Vec<String>,
    /// Whether users are asked before it learns who they are.
    pub consent_screen_enabled: bool,
    /// Whether its codes need a proof that they were made for whoever redeems them.
    pub pkce_required: bool,
    /// Whether it registered itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dynamically_registered: bool,
    /// Where it is at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_uri: Option<String>,
    /// Its logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

/// What a list of applications is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OauthApplicationOrder {
    CreatedAt,
    Name,
}

impl OauthApplicationOrder {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::Name => "name",
        }
    }
}

pub(crate) const COLUMNS: &str = "id, client_id, name, client_secret_hash, created_at, updated_at, data";

pub(crate) fn read_application(row: &Row<'_>) -> Result<OauthApplication, StorageError> {
    Ok(OauthApplication {
        id: row.get(0)?,
        client_id: row.get(1)?,
        name: row.get(2)?,
        client_secret_hash: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
        details: serde_json::from_str(row.text(6)?)?,
    })
}

/// A client id as a whole, or a part of the name in any case.
fn condition(select: &mut Select, name_query: Option<&str>) {
    if let Some(query) = name_query {
        let lower = query.to_lowercase();
        select.push(" AND (client_id = ").bind(query).push(" OR ").push_contains("search", &lower).push(")");
    }
}

impl Tx<'_, '_> {
    /// Inserts an application and counts it.
    pub fn insert_oauth_application(&mut self, application: &OauthApplication) -> Result<(), StorageError> {
        self.connection.execute(
            "INSERT INTO oauth_applications (instance_id, id, client_id, name, client_secret_hash, created_at,
             updated_at, search, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                self.instance_value(),
                &application.id,
                &application.client_id,
                &application.name,
                &application.client_secret_hash,
                application.created_at,
                application.updated_at,
                application.name.to_lowercase(),
                serde_json::to_string(&application.details)?
            ],
        )?;
        self.clear_leftovers(&application.id)?;
        self.add_to_counter(OAUTH_APPLICATIONS_COUNTER, 1)
    }

    /// The application of that id; inside a unit of work that writes, its row is locked until the end.
    pub fn find_oauth_application(&mut self, id: &str) -> Result<Option<OauthApplication>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM oauth_applications WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_application)
    }

    /// The application that introduces itself by that id.
    pub fn find_oauth_client(&mut self, client_id: &str) -> Result<Option<OauthApplication>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM oauth_applications WHERE instance_id = $1 AND client_id = $2");
        self.connection.query_optional(&sql, params![self.instance_value(), client_id], read_application)
    }

    /// Some of the applications, in order. `name_query` is a client id as a whole, or a part of the name in any case.
    pub fn list_oauth_applications(
        &mut self,
        name_query: Option<&str>,
        (order, descending): (OauthApplicationOrder, bool),
        limit: i64,
        offset: i64,
    ) -> Result<Vec<OauthApplication>, StorageError> {
        let mut select = Select::new(&format!("SELECT {COLUMNS} FROM oauth_applications WHERE instance_id = "));
        select.bind(self.instance_value());
        condition(&mut select, name_query);
        let (column, direction) = (order.column(), if descending { "DESC" } else { "ASC" });
        select.push(&format!(" ORDER BY {column} {direction}, id {direction} LIMIT ")).bind(limit);
        select.push(" OFFSET ").bind(offset);
        self.connection.query(&select.sql, &select.params, read_application)
    }

    /// How many applications there are of which [`Self::list_oauth_applications`] gives some.
    pub fn count_oauth_applications(&mut self, name_query: Option<&str>) -> Result<i64, StorageError> {
        if name_query.is_none() {
            return self.counter(OAUTH_APPLICATIONS_COUNTER);
        }
        let mut select = Select::new("SELECT count(*) FROM oauth_applications WHERE instance_id = ");
        select.bind(self.instance_value());
        condition(&mut select, name_query);
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// Writes an application over the stored one. Its client id stays.
    pub fn update_oauth_application(&mut self, application: &OauthApplication) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE oauth_applications SET name = $1, client_secret_hash = $2, updated_at = $3, search = $4, data = $5
             WHERE instance_id = $6 AND id = $7",
            params![
                &application.name,
                &application.client_secret_hash,
                application.updated_at,
                application.name.to_lowercase(),
                serde_json::to_string(&application.details)?,
                self.instance_value(),
                &application.id
            ],
        )?;
        Self::expect_row(changed, TABLE)
    }

    /// Deletes an application, whose row must be locked, with all that was granted to it. Of many grants some are left
    /// for [`Self::delete_leftovers`], which is told; no code and no token of theirs works any more. Its logo is the
    /// caller's to delete.
    pub fn delete_oauth_application(&mut self, id: &str) -> Result<bool, StorageError> {
        let sql = "DELETE FROM oauth_applications WHERE instance_id = $1 AND id = $2";
        let changed = self.connection.execute(sql, params![self.instance_value(), id])?;
        Self::expect_row(changed, TABLE)?;
        self.add_to_counter(OAUTH_APPLICATIONS_COUNTER, -1)?;
        self.delete_grants_of(id)
    }
}
