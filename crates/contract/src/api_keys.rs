//! API keys: with what the programs of a user or an organization prove themselves to your API.

use crate::list::operations;

mod api_key;
mod api_key_secret;
mod api_key_with_secret;
mod api_keys_page;
mod deleted_api_key;

pub use api_key::*;
pub use api_key_secret::*;
pub use api_key_with_secret::*;
pub use api_keys_page::*;
pub use deleted_api_key::*;

operations! {
    create_api_key::CreateApiKey,
    delete_api_key::DeleteApiKey,
    get_api_key::GetApiKey,
    get_api_key_secret::GetApiKeySecret,
    get_api_keys::GetApiKeys,
    revoke_api_key::RevokeApiKey,
    update_api_key::UpdateApiKey,
    verify_api_key::VerifyApiKey,
}
