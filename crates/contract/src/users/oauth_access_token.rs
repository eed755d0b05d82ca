use serde_json::{Map, Value};

use crate::{Nullable, Text, object};

/// The token of a user at an OAuth provider, with which to call the provider's API on their behalf.
#[object(closed)]
pub struct OauthAccessToken {
    /// Always `oauth_access_token`.
    #[api(values = "oauth_access_token")]
    pub object: Text,
    /// The connected account that it belongs to, `eac_…`.
    pub external_account_id: String,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// The access token itself.
    pub token: String,
    /// When it stops working, in milliseconds since the epoch; `null` where the provider does not say.
    pub expires_at: Nullable<i64>,
    /// The provider, such as `oauth_google`.
    pub provider: String,
    /// Data of the connected account that front ends may read.
    pub public_metadata: Map<String, Value>,
    /// A name for the account, to tell several at one provider apart.
    pub label: Nullable<String>,
    /// What the token may be used for at the provider; absent with OAuth 1.0.
    pub scopes: Option<Vec<String>>,
    /// The provider's ID token, where it speaks OpenID Connect and gave one.
    #[api(versions = "!2025-03-12")]
    pub id_token: Option<String>,
    /// The secret that belongs to the token; with OAuth 1.0 only.
    pub token_secret: Option<String>,
}
