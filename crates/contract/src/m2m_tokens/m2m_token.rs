use serde_json::{Map, Value};

use crate::{Maybe, Nullable, Text, object};

/// What is known of a token with which a machine proves itself; not the token itself.
#[object(closed)]
pub struct M2mToken {
    /// Always `machine_to_machine_token`.
    #[api(values = "machine_to_machine_token")]
    pub object: Text,
    /// The token's id, `mt_…`.
    #[api(pattern = r"^mt_[0-9A-Fa-f]{32}$")]
    pub id: String,
    /// The machine that it speaks for, `mch_…`.
    #[api(pattern = r"^mch_\w{27}$")]
    pub subject: String,
    /// What was put into it when it was made.
    pub claims: Maybe<Map<String, Value>>,
    /// The machines that it is good for: those that its own machine had access to when it was made.
    #[api(default = "[]", pattern = r"^mch_\w{27}$")]
    pub scopes: Option<Vec<String>>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Why it was taken back, if somebody said.
    pub revocation_reason: Nullable<String>,
    /// Whether its time is up.
    pub expired: bool,
    /// When its time is up, in milliseconds since the epoch.
    #[api(number)]
    pub expiration: Nullable<i64>,
    /// When it was last verified, in milliseconds since the epoch; `null` before the first time.
    #[api(number)]
    pub last_used_at: Nullable<i64>,
    /// When it was created, in milliseconds since the epoch.
    #[api(number)]
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    #[api(number)]
    pub updated_at: i64,
}
