use std::collections::BTreeMap;

use frontdesk_contract::DeletedObject;
use frontdesk_contract::role_sets::ReplaceRoleSet;
use frontdesk_storage::Tx;

use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::organization_roles::present::deleted;
use crate::organizations::access::require_enabled;
use crate::roles::Roles;

/// Organizations have the other role set, and members and invitations their roles in it, at once, however many there
/// are: see `frontdesk_storage::role_sets`.
pub(crate) fn replace_role_set(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ReplaceRoleSet,
) -> ApiResult<DeletedObject> {
    require_enabled(cx)?;
    let roles = Roles::lock(tx)?;
    let body = &request.body;
    let set = roles.find_set(&request.role_set_key_or_id)?;
    let destination = roles.require_set("dest_role_set_key", &body.dest_role_set_key)?;
    if destination.id == set.id {
        return Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("dest_role_set_key", format!("{} cannot take its own place: name another one.", set.key)));
    }
    if set.initial {
        return Err(kinds::CANNOT_DELETE_INITIAL_ROLE_SET
            .with(format!("{} is the role set of new organizations. Make another one `initial` first.", set.key)));
    }
    let empty = BTreeMap::new();
    let mappings = body.reassignment_mappings.as_ref().unwrap_or(&empty);
    let keys = roles.keys_of(destination);
    if let Some((from, to)) = mappings.iter().find(|(_, to)| !keys.contains(to)) {
        return Err(kinds::ORGANIZATION_ROLE_SET_REASSIGNMENT_MAPPINGS_INVALID
            .with(format!(
                "{from} cannot become {to}, which {} does not hold; it holds {}.",
                destination.key,
                keys.join(", ")
            ))
            .meta("role_key", to.clone()));
    }
    let members = tx.count_role_members()?;
    let mut used: Vec<String> = members.roles_in(&set.id).cloned().collect();
    used.extend(tx.list_invited_roles(Some(&set.id), cx.now)?);
    used.sort_unstable();
    used.dedup();
    used.retain(|key| !mappings.contains_key(key) && !keys.contains(key));
    if !used.is_empty() {
        return Err(kinds::ORGANIZATION_ROLE_SET_REASSIGNMENT_MAPPINGS_MISSING
            .with(format!(
                "Members or pending invitations have {}, which {} does not hold. Say in reassignment_mappings what \
                 they become.",
                used.join(", "),
                destination.key
            ))
            .meta("role_keys", used));
    }
    let mappings: Vec<(String, String)> =
        mappings.iter().filter(|(from, to)| from != to).map(|(from, to)| (from.clone(), to.clone())).collect();
    tx.replace_role_set(set, destination, &keys, &mappings, &cx.new_id("slot"))?;
    Ok(deleted("role_set", &set.id))
}
