use frontdesk_contract::organization_roles::{GetOrganizationRole, Role};
use frontdesk_storage::Tx;

use super::present::present_role;
use crate::context::Context;
use crate::error::ApiResult;
use crate::organizations::access::require_enabled;
use crate::roles::Roles;

pub(crate) fn get_organization_role(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetOrganizationRole,
) -> ApiResult<Role> {
    require_enabled(cx)?;
    let role = Roles::read(tx)?.require_id(&request.organization_role_id)?.clone();
    present_role(tx, role)
}
