use frontdesk_contract::webhooks::DeleteSvixApp;
use frontdesk_storage::Tx;

use super::link::missing;
use crate::context::Context;
use crate::error::ApiResult;

/// Links that were made before lead nowhere from then on, also when webhooks are turned on again.
pub(crate) fn delete_svix_app(_: &Context, tx: &mut Tx<'_, '_>, _: &DeleteSvixApp) -> ApiResult<()> {
    if tx.delete_webhook_application()? { Ok(()) } else { Err(missing()) }
}
