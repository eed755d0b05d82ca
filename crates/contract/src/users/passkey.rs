use crate::email_addresses::VerificationPasskey;
use crate::{Nullable, Text, object};

#[object(closed)]
pub struct Passkey {
    #[api(required = "none")]
    pub id: String,
    #[api(values = "passkey")]
    pub object: Text,
    pub name: String,
    pub last_used_at: i64,
    pub verification: Nullable<VerificationPasskey>,
}
