use serde_json::{Map, Value};

use crate::{Maybe, Text, object, values};

/// A user signed in on a client.
#[object(closed)]
pub struct Session {
    /// Always `session`.
    #[api(values = "session")]
    pub object: Text,
    /// The session's id, `sess_…`.
    pub id: String,
    /// Which user it is about, `user_…`.
    pub user_id: String,
    /// The client that it lives on.
    pub client_id: String,
    /// Who is really acting, when somebody impersonates the user; `null` otherwise.
    pub actor: Maybe<Map<String, Value>>,
    /// Whether it can be used, and if not, why.
    pub status: SessionStatus,
    /// The organization that it is active in, if any.
    pub last_active_organization_id: Maybe<String>,
    /// When there was last activity, in milliseconds since the epoch.
    pub last_active_at: i64,
    /// From where it was last used, if that is known.
    pub latest_activity: Maybe<SessionActivityResponse>,
    /// When it ends whatever happens, in milliseconds since the epoch.
    pub expire_at: i64,
    /// When it is given up if it was not used, in milliseconds since the epoch.
    pub abandon_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// What the user has to do before the session becomes active; `null` when nothing is left.
    #[api(versions = ">=2025-03-12")]
    pub tasks: Maybe<Vec<SessionTask>>,
}

/// From where a session was used.
#[object]
pub struct SessionActivityResponse {
    /// Always `session_activity`.
    pub object: String,
    /// The activity's id, `sess_activity_…`.
    pub id: String,
    /// The device, such as `Macintosh`.
    pub device_type: Option<String>,
    /// Whether it is a phone or a tablet.
    pub is_mobile: bool,
    /// The browser.
    pub browser_name: Option<String>,
    /// The version of the browser.
    pub browser_version: Option<String>,
    /// The network address.
    pub ip_address: Option<String>,
    /// The city that the address points to.
    pub city: Option<String>,
    /// The country that the address points to.
    pub country: Option<String>,
}

/// Something that a user has to do before a session becomes active.
#[object]
pub struct SessionTask {
    /// What to do: `choose-organization`, `reset-password` or `setup-mfa`.
    pub key: String,
}

/// The state of a session.
#[values]
pub enum SessionStatus {
    /// It can be used.
    Active,
    /// Ended by the application.
    Revoked,
    /// Ended by the user.
    Ended,
    /// Ended because its time was up.
    Expired,
    /// Ended by the user and taken off the client.
    Removed,
    /// Ended because it was not used for long.
    Abandoned,
    /// Ended because another one took its place.
    Replaced,
    /// The user still has tasks to do before it can be used.
    #[api(versions = ">=2025-03-12")]
    Pending,
}
