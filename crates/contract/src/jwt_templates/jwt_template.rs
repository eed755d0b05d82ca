use serde_json::{Map, Value};

use crate::{Text, object};

/// What the tokens say that are made after it, and how they are signed.
#[object(closed)]
pub struct JwtTemplate {
    /// Always `jwt_template`.
    #[api(values = "jwt_template")]
    pub object: Text,
    /// The template's id, `jtmp_…`.
    pub id: String,
    /// The name that requests for a token ask for, unique in the instance.
    pub name: String,
    /// The claims, with shortcodes such as `{{user.id}}` still in them.
    pub claims: Map<String, Value>,
    /// How many seconds a token is valid.
    pub lifetime: i64,
    /// By how many seconds `nbf` lies before `iat`, for clocks that are late.
    pub allowed_clock_skew: i64,
    /// Whether tokens are signed with a key of the template's own, which the instance's public keys do not verify.
    pub custom_signing_key: bool,
    /// The algorithm of the signature, such as `RS256`.
    pub signing_algorithm: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
