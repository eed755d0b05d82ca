use crate::sessions::Session;
use crate::{Nullable, Text, object};

#[object(closed)]
pub struct Client {
    #[api(values = "client")]
    pub object: Text,
    pub id: String,
    pub session_ids: Vec<String>,
    pub sessions: Vec<Session>,
    pub sign_in_id: Nullable<String>,
    pub sign_up_id: Nullable<String>,
    pub last_active_session_id: Nullable<String>,
    #[api(versions = "!2025-03-12")]
    pub last_authentication_strategy: Nullable<String>,
    pub updated_at: i64,
    pub created_at: i64,
}
