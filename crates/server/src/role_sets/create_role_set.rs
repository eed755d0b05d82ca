use frontdesk_contract::role_sets::{CreateRoleSet, RoleSet, RoleSetType};
use frontdesk_storage::Tx;
use frontdesk_storage::role_sets as stored;

use super::attributes::{check_key, choose, key_from_name, key_taken, read_roles};
use super::change::{demote_initial, tell_settings};
use super::present::present_one;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::organization_roles::attributes::{apply_description, check_name};
use crate::organizations::access::require_enabled;
use crate::roles::{Roles, require_creator_eligible};

pub(crate) async fn create_role_set(cx: Context, request: CreateRoleSet) -> ApiResult<RoleSet> {
    require_enabled(&cx)?;
    let inner = cx.clone();
    let set = cx.write(move |tx| create(&inner, tx, &request)).await?;
    // The settings tell the role of creators.
    cx.shared.forget_instances();
    Ok(set)
}

/// One unit of work; the settings may have changed with it.
pub(crate) fn create(cx: &Context, tx: &mut Tx<'_, '_>, request: &CreateRoleSet) -> ApiResult<RoleSet> {
    let body = &request.body;
    check_name(&body.name)?;
    let mut description = None;
    apply_description(&body.description, &mut description)?;
    let roles = Roles::lock(tx)?;
    let key = match &body.key {
        Some(key) => {
            check_key(key)?;
            key.clone()
        }
        None => key_from_name(cx, &roles, &body.name),
    };
    let held = read_roles(&roles, "roles", &body.roles)?;
    let default_role = choose("default_role_key", &body.default_role_key, &held)?;
    let creator_role = choose("creator_role_key", &body.creator_role_key, &held)?;
    require_creator_eligible(creator_role)?;
    if roles.set(&key).is_some() {
        return Err(key_taken(&key));
    }
    let most = cx.settings().max_role_sets_allowed;
    if i64::try_from(roles.sets().len()).unwrap_or(i64::MAX) >= most {
        return Err(kinds::ORGANIZATION_INSTANCE_ROLE_SETS_QUOTA_EXCEEDED.with(format!(
            "The instance has {} of {most} role sets. Replace one by another to get rid of it.",
            roles.sets().len()
        )));
    }
    let set = stored::RoleSet {
        key,
        id: cx.new_id("rset"),
        initial: matches!(body.r#type, Some(RoleSetType::Initial)),
        name: body.name.clone(),
        description,
        roles: held.iter().map(|role| role.id.clone()).collect(),
        default_role: default_role.id.clone(),
        creator_role: creator_role.id.clone(),
        created_at: cx.now,
        updated_at: cx.now,
    };
    if set.initial {
        demote_initial(cx, tx, &roles, &set.id)?;
    }
    let keys: Vec<String> = held.iter().map(|role| role.key.clone()).collect();
    if !tx.insert_role_set(&set, &keys)? {
        return Err(key_taken(&set.key));
    }
    tell_settings(tx, &roles, &set)?;
    present_one(tx, &roles, set)
}
