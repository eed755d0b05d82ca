use serde_json::{Map, Value};

use crate::{Maybe, object};

/// What the tokens say, and how they are signed.
#[object]
pub struct JwtTemplateBody {
    /// The name that requests for a token ask for, unique in the instance.
    pub name: String,
    /// All of the claims. Texts may hold shortcodes such as `{{user.primary_email_address}}`.
    ///
    /// `azp`, `exp`, `iat`, `iss`, `jti`, `nbf` and `sub` are reserved; `aud` is not.
    pub claims: Map<String, Value>,
    /// How many seconds a token is valid; 60 in a new template.
    #[api(min = 30, max = 315_360_000)]
    pub lifetime: Maybe<i64>,
    /// By how many seconds `nbf` lies before `iat`, for clocks that are late; 5 in a new template.
    #[api(min = 0, max = 300)]
    pub allowed_clock_skew: Maybe<i64>,
    /// Whether to sign with `signing_key` in place of the instance's key; both fields below have to be given then.
    pub custom_signing_key: Option<bool>,
    /// The algorithm of the signature; only with `custom_signing_key`.
    pub signing_algorithm: Maybe<String>,
    /// The private key or shared secret to sign with; no answer shows it. Only with `custom_signing_key`.
    pub signing_key: Maybe<String>,
}
