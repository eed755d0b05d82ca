use serde_json::{Map, Value};

use crate::{Maybe, Text, object, operation};

#[operation(id = "RevokeInvitation", post = "/invitations/{invitation_id}/revoke", tag = "Invitations", returns = RevokedInvitation, errors = "400 404")]
pub struct RevokeInvitation {
    #[api(path)]
    pub invitation_id: String,
}

#[object(closed)]
pub struct RevokedInvitation {
    pub created_at: i64,
    #[api(format = "email")]
    pub email_address: String,
    pub expires_at: Maybe<i64>,
    pub id: String,
    #[api(values = "invitation")]
    pub object: Text,
    pub public_metadata: Map<String, Value>,
    pub updated_at: i64,
    pub url: Option<String>,
    pub revoked: Option<bool>,
    #[api(values = "revoked")]
    pub status: Text,
}
