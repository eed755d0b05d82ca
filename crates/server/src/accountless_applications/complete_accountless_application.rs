use std::sync::Arc;

use frontdesk_contract::accountless_applications::{AccountlessApplication, CompleteAccountlessApplication};

use super::links::api_keys_url;
use crate::context::Shared;
use crate::error::{ApiError, ApiResult, kinds};
use crate::instance::Instance;

/// Notes that the application has been set up by whoever holds its key: its claim link ends.
pub(crate) async fn complete_accountless_application(
    shared: Arc<Shared>,
    instance: Option<Arc<Instance>>,
    _: CompleteAccountlessApplication,
) -> ApiResult<AccountlessApplication> {
    let instance = instance.ok_or_else(|| {
        kinds::CLERK_KEY_INVALID.with("Send the secret key of the application as `Authorization: Bearer sk_test_…`.")
    })?;
    let id = instance.row.id.clone();
    shared
        .store
        .system(move |tx| {
            let found = tx.find_instance(&id)?;
            let mut row = found.ok_or_else(|| ApiError::not_found("application with an instance", &id))?;
            if row.claim_token.take().is_some() {
                tx.update_instance(&row)?;
            }
            Ok::<_, ApiError>(())
        })
        .await?;
    Ok(AccountlessApplication {
        object: "accountless_application".into(),
        publishable_key: crate::publishable_key(&instance.row),
        secret_key: None,
        claim_url: None,
        api_keys_url: Some(api_keys_url(&shared.public_url, &instance.row.id)),
    })
}
