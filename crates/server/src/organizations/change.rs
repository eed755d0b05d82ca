//! Writing a changed organization.

use frontdesk_contract::organizations as api;
use frontdesk_storage::Tx;
use frontdesk_storage::organizations::Organization;

use super::access::get_organization;
use super::attributes::slug_taken;
use super::present::{present_organization, record_organization};
use crate::context::Context;
use crate::error::ApiResult;

/// Changes an organization and gives it as it is then. Without a difference nothing is written and
/// `updated_at` stays.
pub(super) fn change_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    id: &str,
    change: impl FnOnce(&mut Tx<'_, '_>, &mut Organization) -> ApiResult<()>,
) -> ApiResult<api::Organization> {
    let before = get_organization(cx, tx, id)?;
    let mut organization = before.clone();
    change(tx, &mut organization)?;
    if organization != before {
        organization.updated_at = cx.now;
        if !tx.update_organization(&before, &organization)? {
            return Err(slug_taken(&organization.slug));
        }
        record_organization(cx, tx, "organization.updated", &organization)?;
    }
    Ok(present_organization(cx, organization))
}
