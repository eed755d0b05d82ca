use std::sync::Arc;

use frontdesk_contract::accountless_applications::{AccountlessApplication, CreateAccountlessApplication};

use super::links::{api_keys_url, claim_url};
use crate::context::Shared;
use crate::error::{ApiError, ApiResult};
use crate::instance::Instance;
use crate::{NewInstance, create_instance, generate_signing_key, hash_secret};

/// Makes a development instance of its own. Whoever holds the token of the link may claim it.
pub(crate) async fn create_accountless_application(
    shared: Arc<Shared>,
    _: Option<Arc<Instance>>,
    _: CreateAccountlessApplication,
) -> ApiResult<AccountlessApplication> {
    let now = shared.clock.now();
    let id = shared.ids.new_id("ins", now);
    let key_id = id.clone();
    let pem = shared.blocking(move || generate_signing_key(&key_id)).await??;
    let token = shared.ids.opaque_token("claim");
    let new = NewInstance { claim_token: Some(hash_secret(&token)), ..NewInstance::default() };
    let (inner, instance_id) = (Arc::clone(&shared), id.clone());
    let keys = shared
        .store
        .system(move |tx| create_instance(tx, &inner.ids, now, &new, &pem, &instance_id).map_err(ApiError::from))
        .await?;
    Ok(AccountlessApplication {
        object: "accountless_application".into(),
        publishable_key: keys.publishable_key,
        secret_key: Some(keys.secret_key),
        claim_url: Some(claim_url(&shared.public_url, &token)),
        api_keys_url: Some(api_keys_url(&shared.public_url, &id)),
    })
}
