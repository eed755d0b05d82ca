use serde_json::{Map, Value};

use crate::{Maybe, Text, object, values};

#[object(closed)]
pub struct Session {
    #[api(values = "session")]
    pub object: Text,
    pub id: String,
    pub user_id: String,
    pub client_id: String,
    pub actor: Maybe<Map<String, Value>>,
    pub status: SessionStatus,
    pub last_active_organization_id: Maybe<String>,
    pub last_active_at: i64,
    pub latest_activity: Maybe<SessionActivityResponse>,
    pub expire_at: i64,
    pub abandon_at: i64,
    pub updated_at: i64,
    pub created_at: i64,
    #[api(versions = ">=2025-03-12")]
    pub tasks: Maybe<Vec<SessionTask>>,
}

#[object]
pub struct SessionActivityResponse {
    pub object: String,
    pub id: String,
    pub device_type: Option<String>,
    pub is_mobile: bool,
    pub browser_name: Option<String>,
    pub browser_version: Option<String>,
    pub ip_address: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
}

#[object]
pub struct SessionTask {
    pub key: String,
}

#[values]
pub enum SessionStatus {
    Active,
    Revoked,
    Ended,
    Expired,
    Removed,
    Abandoned,
    Replaced,
    #[api(versions = ">=2025-03-12")]
    Pending,
}
