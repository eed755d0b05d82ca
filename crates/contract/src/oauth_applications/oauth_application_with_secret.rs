use crate::{Nullable, Text, object};

/// An OAuth application whose secret was just made.
#[object]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct OauthApplicationWithSecret {
    /// Always `oauth_application`.
    #[api(values = "oauth_application")]
    pub object: Text,
    /// The application's id, by which this API knows it.
    pub id: String,
    /// The instance that it belongs to, `ins_…`.
    pub instance_id: String,
    /// The name to show, on the consent screen for one.
    pub name: String,
    /// The id by which the OAuth endpoints know it.
    pub client_id: String,
    /// The secret that belongs to the client id; no later answer shows it. Empty for a public client.
    pub client_secret: Option<String>,
    /// Where the client is at home, if it said so.
    #[api(versions = "!2025-03-12")]
    pub client_uri: Nullable<String>,
    /// Where its logo is; `null` where none was uploaded.
    #[api(versions = "!2025-03-12")]
    pub client_image_url: Nullable<String>,
    /// Whether it registered itself.
    #[api(versions = "!2025-03-12")]
    pub dynamically_registered: bool,
    /// Whether users are asked before it learns who they are.
    #[api(versions = "!2025-03-12")]
    pub consent_screen_enabled: bool,
    /// Whether it has to prove with PKCE that the code it redeems was made for it.
    #[api(versions = "!2025-03-12")]
    pub pkce_required: bool,
    /// Whether it can keep no secret, as an app in a browser or on a phone.
    pub public: bool,
    /// What it may ask for: scopes with spaces between.
    pub scopes: String,
    /// Where users may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The first of the redirect URIs; empty for none.
    ///
    /// Use `redirect_uris` instead.
    #[api(deprecated)]
    pub callback_url: String,
    /// Where users are sent to sign in.
    pub authorize_url: String,
    /// Where codes and refresh tokens are exchanged for tokens.
    pub token_fetch_url: String,
    /// Where an access token is exchanged for what is known of the user.
    pub user_info_url: String,
    /// Where the OpenID configuration is.
    pub discovery_url: String,
    /// Where tokens are checked.
    pub token_introspection_url: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
