use frontdesk_contract::Page;
use frontdesk_contract::users::{ListUserTrustedDevices, TrustedDevice};
use frontdesk_storage::Tx;

use super::change::not_found;
use super::trusted_device::present_trusted_device;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn list_user_trusted_devices(
    _: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListUserTrustedDevices,
) -> ApiResult<Page<TrustedDevice>> {
    if tx.find_user(&request.user_id)?.is_none() {
        return Err(not_found(&request.user_id));
    }
    let devices = tx.list_trusted_devices(&request.user_id)?;
    let total_count = i64::try_from(devices.len()).unwrap_or(i64::MAX);
    Ok(Page { data: devices.into_iter().map(present_trusted_device).collect(), total_count })
}
