use frontdesk_contract::organization_roles::{CreateOrganizationRole, Role};
use frontdesk_storage::Tx;
use frontdesk_storage::roles as stored;

use super::attributes::{apply_description, check_key, check_name, key_taken, permission_keys};
use super::present::present_role;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::events;
use crate::organizations::access::require_enabled;
use crate::role_sets::change::{add_roles, save_role_set};
use crate::roles::Roles;

pub(crate) fn create_organization_role(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateOrganizationRole,
) -> ApiResult<Role> {
    require_enabled(cx)?;
    let body = &request.body;
    check_name(&body.name)?;
    check_key(&body.key)?;
    let mut description = None;
    apply_description(&body.description, &mut description)?;
    let roles = Roles::lock(tx)?;
    if roles.get(&body.key).is_some() {
        return Err(key_taken(&body.key));
    }
    let most = cx.settings().max_allowed_roles;
    if i64::try_from(roles.all().len()).unwrap_or(i64::MAX) >= most {
        return Err(kinds::ORGANIZATION_INSTANCE_ROLES_QUOTA_EXCEEDED
            .with(format!("The instance has {} of {most} roles. Delete one that nobody has.", roles.all().len())));
    }
    let ids = body.permissions.value().map_or(&[][..], Vec::as_slice);
    let role = stored::Role {
        key: body.key.clone(),
        id: cx.new_id("role"),
        name: body.name.clone(),
        description,
        permissions: permission_keys(tx, ids)?,
        created_at: cx.now,
        updated_at: cx.now,
    };
    if !tx.insert_role(&role)? {
        return Err(key_taken(&role.key));
    }
    if body.include_in_initial_role_set.value() == Some(&true)
        && let Some(before) = roles.initial_set()
    {
        let mut set = before.clone();
        add_roles(cx, tx, &mut set, &[&role])?;
        save_role_set(cx, tx, before, &mut set)?;
    }
    let shown = present_role(tx, role)?;
    events::record(cx, tx, "role.created", &shown.id, &shown)?;
    Ok(shown)
}
