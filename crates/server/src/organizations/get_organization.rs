use frontdesk_contract::organizations::{GetOrganization, Organization};
use frontdesk_storage::Tx;

use super::access;
use super::present::{Extras, present_organizations};
use crate::context::Context;
use crate::error::{ApiError, ApiResult};

pub(crate) fn get_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetOrganization,
) -> ApiResult<Organization> {
    let organization = access::get_organization(cx, tx, &request.organization_id)?;
    let extras = Extras {
        members_count: request.include_members_count == Some(true),
        missing_member_with_elevated_permissions: request.include_missing_member_with_elevated_permissions
            == Some(true),
    };
    let shown = present_organizations(cx, tx, vec![organization], extras)?;
    shown.into_iter().next().ok_or_else(|| ApiError::not_found("organization", &request.organization_id))
}
