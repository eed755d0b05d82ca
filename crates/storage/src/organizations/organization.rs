//! What is stored of an organization.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::users::Image;

/// An organization. What is searched, sorted or counted stands in columns, the rest in `data`.
/// Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Organization {
    /// `org_…`.
    #[serde(skip)]
    pub id: String,
    /// Unique in the instance.
    #[serde(skip)]
    pub slug: String,
    #[serde(skip)]
    pub name: String,
    /// When it was created; may be rewritten on import.
    #[serde(skip)]
    pub created_at: i64,
    /// How many members it has. Kept by the changes of memberships.
    #[serde(skip)]
    pub members_count: i64,
    /// How many invitations were pending when last one changed; some may have expired since.
    #[serde(skip)]
    pub pending_invitations_count: i64,
    /// How many invitations it has, whatever became of them.
    #[serde(skip)]
    pub invitations_count: i64,
    /// How many domains it has.
    #[serde(skip)]
    pub domains_count: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// The most members and pending invitations together; 0 for no limit.
    pub max_allowed_memberships: i64,
    /// Whether its administrators may delete it.
    pub admin_delete_enabled: bool,
    /// The set of roles that its members can have.
    #[serde(skip)]
    pub role_set_key: String,
    /// The user that created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<i64>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Value>,
    /// The uploaded logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

impl Organization {
    /// What `query` looks through: name and slug in lower case, a line each.
    pub fn search_text(&self) -> String {
        format!("{}\n{}", self.name.to_lowercase(), self.slug)
    }
}
