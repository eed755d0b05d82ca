use frontdesk_contract::users::{RevokeUserTrustedDevice, TrustedDevice};
use frontdesk_storage::Tx;

use super::change::get_user;
use super::trusted_device::present_trusted_device;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};

pub(crate) fn revoke_user_trusted_device(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RevokeUserTrustedDevice,
) -> ApiResult<TrustedDevice> {
    let (user, id) = (get_user(tx, &request.user_id)?, &request.trusted_device_id);
    let device = tx.find_trusted_device(id)?.filter(|one| one.user_id == user.id && one.status == "active");
    let mut device = device.ok_or_else(|| ApiError::not_found("trusted device of this user", id))?;
    "revoked".clone_into(&mut device.status);
    device.revoked_at = Some(cx.now);
    device.updated_at = cx.now;
    tx.update_trusted_device(&device)?;
    Ok(present_trusted_device(device))
}
