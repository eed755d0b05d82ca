//! What is stored of a session.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A session. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// `sess_…`.
    pub id: String,
    /// The user that is signed in.
    pub user_id: String,
    /// The client that it lives on.
    pub client_id: String,
    /// What was last decided; [`Session::status_at`] tells what it is now.
    pub status: SessionStatus,
    /// The active organization. When read, only one that the user still is a member of.
    pub organization_id: Option<String>,
    /// When it began.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// When it was last used.
    pub last_active_at: i64,
    /// When it ends however much it is used.
    pub expire_at: i64,
    /// When its client is taken to be gone for good.
    pub abandon_at: i64,
    /// The hash of the token that renews it; `None` for one that no browser holds.
    pub refresh_token_hash: Option<String>,
    /// What is neither searched nor sorted by.
    pub details: SessionDetails,
}

/// The part of a session that stands in the column `data`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SessionDetails {
    /// Who acts in the user's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Map<String, Value>>,
    /// What the user must do before the session can be used, such as `reset-password`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
    /// When a first factor was verified; `None` when the session was made without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_factor_verified_at: Option<i64>,
    /// When a second factor was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_factor_verified_at: Option<i64>,
    /// Where it was last used from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_activity: Option<Activity>,
}

/// Where a session was last used from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Activity {
    /// `sess_activity_…`.
    pub id: String,
    pub is_mobile: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
}

/// The life of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStatus {
    /// Usable.
    Active,
    /// Waits for the user to do its tasks.
    Pending,
    /// The user signed out; still on the client.
    Ended,
    /// The user signed out; gone from the client.
    Removed,
    /// Another session took its place.
    Replaced,
    /// Ended by decree.
    Revoked,
    /// Past its longest life. Never stored.
    Expired,
    /// Past the time after which its client is taken to be gone. Never stored.
    Abandoned,
}

impl SessionStatus {
    const ALL: [Self; 8] = [
        Self::Active,
        Self::Pending,
        Self::Ended,
        Self::Removed,
        Self::Replaced,
        Self::Revoked,
        Self::Expired,
        Self::Abandoned,
    ];

    /// The text in the table and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Pending => "pending",
            Self::Ended => "ended",
            Self::Removed => "removed",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Abandoned => "abandoned",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Reads the column. What is not known counts as ended, so that it cannot be used.
    pub(super) fn parse(text: &str) -> Self {
        Self::from_name(text).unwrap_or(Self::Ended)
    }

    /// Whether it ends by itself.
    const fn is_live(self) -> bool {
        matches!(self, Self::Active | Self::Pending)
    }

    /// Whether a session gets into or out of it by the passing of time.
    pub(super) const fn depends_on_time(self) -> bool {
        matches!(self, Self::Active | Self::Pending | Self::Expired | Self::Abandoned)
    }

    /// The condition for rows that are in this status at the time in parameter `now`.
    pub(super) fn condition(self, now: usize) -> String {
        let live = "status IN ('active', 'pending')";
        match self {
            Self::Expired => format!("({live} AND expire_at <= ${now} AND abandon_at > ${now})"),
            Self::Abandoned => format!("({live} AND abandon_at <= ${now})"),
            status if status.is_live() => {
                format!("(status = '{}' AND expire_at > ${now} AND abandon_at > ${now})", status.as_str())
            }
            status => format!("status = '{}'", status.as_str()),
        }
    }
}

impl Session {
    /// The status at that time.
    pub fn status_at(&self, now: i64) -> SessionStatus {
        match self.status {
            status if !status.is_live() => status,
            _ if self.abandon_at <= now => SessionStatus::Abandoned,
            _ if self.expire_at <= now => SessionStatus::Expired,
            status => status,
        }
    }

    /// Whether tokens can be made for it at that time.
    pub fn is_usable_at(&self, now: i64) -> bool {
        self.status_at(now).is_live()
    }
}
