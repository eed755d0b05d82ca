use frontdesk_contract::organizations::{Organization, UpdateOrganization};
use frontdesk_storage::Tx;

use super::attributes::{check_name, check_role_set, check_slug, read_time};
use super::change::change_organization;
use crate::context::Context;
use crate::error::ApiResult;
use crate::metadata;

/// What is left out or `null` stays: nothing of an organization can be cleared.
pub(crate) fn update_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UpdateOrganization,
) -> ApiResult<Organization> {
    let body = &request.body;
    change_organization(cx, tx, &request.organization_id, |_, organization| {
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
        if let Some(key) = body.role_set_key.value() {
            check_role_set(key)?;
            organization.role_set_key.clone_from(key);
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
