use crate::sessions::Session;
use crate::{Nullable, Text, object};

/// A device or browser, with the sessions that were opened on it.
#[object(closed)]
pub struct Client {
    /// Always `client`.
    #[api(values = "client")]
    pub object: Text,
    /// The id of this object.
    pub id: String,
    /// The ids of the sessions that still count as signed in.
    pub session_ids: Vec<String>,
    /// The sessions themselves, ended ones included as long as they are shown.
    pub sessions: Vec<Session>,
    /// The sign-in that is under way, if any.
    pub sign_in_id: Nullable<String>,
    /// The sign-up that is under way, if any.
    pub sign_up_id: Nullable<String>,
    /// The session that was used last.
    pub last_active_session_id: Nullable<String>,
    /// How somebody last signed in here, such as `password`.
    #[api(versions = "!2025-03-12")]
    pub last_authentication_strategy: Nullable<String>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
}
