use serde_json::{Map, Value};

use crate::{Maybe, Text, object, values};

#[object(closed)]
pub struct Invitation {
    #[api(values = "invitation")]
    pub object: Text,
    pub id: String,
    #[api(format = "email")]
    pub email_address: String,
    pub public_metadata: Map<String, Value>,
    pub revoked: Option<bool>,
    pub status: InvitationStatus,
    pub url: Option<String>,
    pub expires_at: Maybe<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[values]
pub enum InvitationStatus {
    Pending,
    Accepted,
    Revoked,
    Expired,
}
