//! API keys: with what the programs of a user or an organization prove themselves to an application's API.

use frontdesk_storage::Tx;
use frontdesk_storage::api_keys::ApiKey;

use crate::api::routes;
use crate::error::{ApiError, ApiResult, kinds};

mod present;

routes! {
    flow create_api_key,
    write delete_api_key,
    read get_api_key,
    flow get_api_key_secret,
    read get_api_keys,
    write revoke_api_key,
    write update_api_key,
    flow verify_api_key,
}

/// The key of that id, or the refusal; inside a unit of work that writes, its row is locked until the end.
fn get_api_key_row(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<ApiKey> {
    tx.find_api_key(id)?.ok_or_else(|| ApiError::not_found("API key", id))
}

/// Refuses an owner that does not exist; one that does stays until the end of a unit of work that writes.
fn keep_subject(tx: &mut Tx<'_, '_>, subject: &str) -> ApiResult<()> {
    if tx.keep_api_key_owner(subject)? {
        return Ok(());
    }
    let sentence = format!("There is no user, organization or machine with the id {subject} in this instance.");
    Err(kinds::RESOURCE_NOT_FOUND.param("subject", sentence))
}
