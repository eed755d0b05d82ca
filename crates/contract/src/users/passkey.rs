use crate::email_addresses::VerificationPasskey;
use crate::{Nullable, Text, object};

/// A passkey of a user.
#[object(closed)]
pub struct Passkey {
    /// The id of this object.
    #[api(required = "none")]
    pub id: String,
    /// Always `passkey`.
    #[api(values = "passkey")]
    pub object: Text,
    /// The name that the user gave it.
    pub name: String,
    /// When it was last used, in milliseconds since the epoch.
    pub last_used_at: i64,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<VerificationPasskey>,
}
