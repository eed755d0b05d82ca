use crate::{Nullable, Text, object, union};

/// What checking an OAuth access token showed.
#[union]
pub enum OauthAccessTokenVerification {
    /// The token is known.
    Known(VerifiedOauthAccessToken),
    /// The token is a JWT whose time is up.
    Inactive(InactiveOauthAccessToken),
}

/// What is known of an access token that was issued to an OAuth application.
#[object(closed)]
pub struct VerifiedOauthAccessToken {
    /// Always `clerk_idp_oauth_access_token`.
    #[api(values = "clerk_idp_oauth_access_token")]
    pub object: Text,
    /// The token's id, `oat_…`.
    #[api(pattern = r"^oat_[0-9A-Fa-f]{32}$")]
    pub id: String,
    /// The client id of the application that it was issued to.
    pub client_id: String,
    /// The user who consented, `user_…`.
    #[api(pattern = r"^user_\w{27}$")]
    pub subject: String,
    /// What it may be used for, such as `email`.
    pub scopes: Vec<String>,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Why it was taken back, if somebody said.
    pub revocation_reason: Nullable<String>,
    /// Whether its time is up.
    pub expired: bool,
    /// When its time is up, in milliseconds since the epoch.
    #[api(number)]
    pub expiration: Nullable<i64>,
    /// When it was issued, in milliseconds since the epoch.
    #[api(number)]
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    #[api(number)]
    pub updated_at: i64,
}

/// That a JWT access token has expired.
#[object(closed)]
pub struct InactiveOauthAccessToken {
    /// Always `false`.
    pub active: bool,
}
