use crate::{Maybe, object};

/// What concerns OpenID Connect. It counts only with a provider that speaks it, such as `oidc_custom`.
#[object(closed)]
#[derive(Default)]
pub struct EnterpriseConnectionOidcBody {
    /// The client's id at the identity provider.
    pub client_id: Maybe<String>,
    /// The client's secret at the identity provider; it is never shown again.
    pub client_secret: Maybe<String>,
    /// Where the identity provider publishes its addresses and keys, `https://…/.well-known/openid-configuration`.
    pub discovery_url: Maybe<String>,
    /// Where to send people to sign in, if it cannot be discovered.
    pub auth_url: Maybe<String>,
    /// Where to exchange codes for tokens, if it cannot be discovered.
    pub token_url: Maybe<String>,
    /// Where to read a user's claims, if it cannot be discovered.
    pub user_info_url: Maybe<String>,
    /// Whether to protect the exchange by PKCE; it has to be so for a client without a secret.
    pub requires_pkce: Maybe<bool>,
}
