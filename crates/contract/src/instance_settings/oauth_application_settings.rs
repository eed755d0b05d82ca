use crate::{Nullable, Text, object};

/// What holds for the applications that people sign in to with their account here.
#[object]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct OauthApplicationSettings {
    /// Always `oauth_application_settings`.
    #[api(values = "oauth_application_settings")]
    pub object: Text,
    /// Whether applications may register by themselves, as in RFC 7591.
    pub dynamic_oauth_client_registration: bool,
    /// The scopes of applications that name none; `null` for those of the service.
    pub default_scopes: Nullable<Vec<String>>,
    /// Whether access tokens are JWTs; otherwise they say nothing by themselves and have to be looked up.
    pub oauth_jwt_access_tokens: bool,
    /// Whether the metadata of the authorization server say that a client's id may be the URL of its own metadata.
    pub client_id_metadata_documents_advertised: bool,
    /// Whether clients that are known by such a URL are refused unless they are known already.
    pub client_id_metadata_documents_only_allow_pre_registered_clients: bool,
    /// Whether clients that are known by such a URL are refused unless somebody has allowed them.
    pub client_id_metadata_documents_block_implicitly_allowed_clients: bool,
}
