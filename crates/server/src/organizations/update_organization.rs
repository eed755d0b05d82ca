use frontdesk_contract::organizations::{Organization, UpdateOrganization};
use frontdesk_storage::Tx;
use frontdesk_storage::organizations as stored;

use super::attributes::{check_name, check_slug, read_time};
use super::change::change_organization;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::metadata;
use crate::roles::Roles;

/// What is left out or `null` stays: nothing of an organization can be cleared.
pub(crate) fn update_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdateOrganization,
) -> ApiResult<Organization> {
    let body = &request.body;
    // Before the organization, as whoever gives somebody a role does.
    let roles = body.role_set_key.value().map(|_| Roles::lock(tx)).transpose()?;
    change_organization(cx, tx, &request.organization_id, |tx, organization| {
        if let Some(name) = body.name.value() {
            check_name(name)?;
            organization.name.clone_from(name);
        }
        if let Some(slug) = body.slug.value() {
            check_slug(cx, slug)?;
            organization.slug.clone_from(slug);
        }
        if let Some(limit) = body.max_allowed_memberships.value() {
            organization.max_allowed_memberships = *limit;
        }
        if let Some(enabled) = body.admin_delete_enabled.value() {
            organization.admin_delete_enabled = *enabled;
        }
        if let Some(text) = body.created_at.value() {
            organization.created_at = read_time("created_at", text)?;
        }
        if let (Some(key), Some(roles)) = (body.role_set_key.value(), &roles) {
            change_role_set(cx, tx, roles, organization, key)?;
        }
        // Up to version 2025-11-10; later ones refuse the fields before they come here.
        if let Some(public) = body.public_metadata.value() {
            metadata::check_size("public_metadata", public)?;
            organization.public_metadata.clone_from(public);
        }
        if let Some(private) = body.private_metadata.value() {
            metadata::check_size("private_metadata", private)?;
            organization.private_metadata.clone_from(private);
        }
        Ok(())
    })
}

/// Gives an organization another role set, which has to hold every role that its members and pending invitations have.
fn change_role_set(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    roles: &Roles,
    organization: &mut stored::Organization,
    key: &str,
) -> ApiResult<()> {
    let set = roles.require_set("role_set_key", key)?;
    if organization.role_set_key == set.key {
        return Ok(());
    }
    let held = roles.keys_of(set);
    let mut lacking = tx.list_roles_of_organization(&organization.id, cx.now)?;
    lacking.retain(|role| !held.contains(role));
    if !lacking.is_empty() {
        return Err(kinds::ORGANIZATION_ROLE_SET_REASSIGNMENT_MAPPINGS_MISSING
            .with(format!(
                "Members or pending invitations of {} have {}, which {key} does not hold; it holds {}.",
                organization.id,
                lacking.join(", "),
                held.join(", ")
            ))
            .meta("role_keys", lacking));
    }
    tx.move_organization(&organization.id, &set.id, &held, &cx.new_id("slot"))?;
    organization.role_set_key.clone_from(&set.key);
    Ok(())
}
