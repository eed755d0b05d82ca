use frontdesk_contract::instance_settings::{
    OrganizationSettings, OrganizationSettingsEnrollmentMode, UpdateInstanceOrganizationSettings,
    UpdateInstanceOrganizationSettingsBody,
};
use frontdesk_storage::Tx;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::organizations::ORGANIZATIONS_COUNTER;
use frontdesk_storage::roles::Role;

use super::change::{change_settings, set};
use super::get_instance_organization_settings::present_organization_settings;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::roles::has_minimum_permissions;

pub(crate) async fn update_instance_organization_settings(
    cx: Context,
    request: UpdateInstanceOrganizationSettings,
) -> ApiResult<OrganizationSettings> {
    let body = request.body;
    if body.max_allowed_memberships.value().is_some_and(|limit| *limit < 0) {
        return Err(kinds::FORM_PARAM_VALUE_INVALID.param(
            "max_allowed_memberships",
            "`max_allowed_memberships` must be 0, which stands for any number, or more.",
        ));
    }
    let modes = body.domains_enrollment_modes.as_deref().map(enrollment_modes).transpose()?;
    change_settings(&cx, move |tx, settings| {
        apply(tx, &body, modes.as_ref(), settings)?;
        Ok(present_organization_settings(settings))
    })
    .await
}

fn enrollment_modes(given: &[String]) -> ApiResult<Vec<String>> {
    let mut modes = Vec::with_capacity(given.len());
    for mode in given {
        if matches!(
            OrganizationSettingsEnrollmentMode::from(mode.as_str()),
            OrganizationSettingsEnrollmentMode::Unknown(_)
        ) {
            return Err(kinds::FORM_PARAM_VALUE_INVALID.param(
                "domains_enrollment_modes",
                "`domains_enrollment_modes` may have `automatic_invitation` and `automatic_suggestion`, beside \
                 `manual_invitation`, which is always possible.",
            ));
        }
        if !modes.contains(mode) {
            modes.push(mode.clone());
        }
    }
    Ok(modes)
}

fn apply(
    tx: &mut Tx<'_, '_>,
    body: &UpdateInstanceOrganizationSettingsBody,
    modes: Option<&Vec<String>>,
    settings: &mut Settings,
) -> ApiResult<()> {
    if settings.organizations_enabled
        && body.enabled.value() == Some(&false)
        && let count = tx.counter(ORGANIZATIONS_COUNTER)?
        && count > 0
    {
        return Err(kinds::ORGANIZATIONS_DISABLE_NOT_ALLOWED
            .with(format!("There are {count} organizations in this instance. Delete them first.")));
    }
    set(&body.enabled, &mut settings.organizations_enabled);
    set(&body.max_allowed_memberships, &mut settings.max_allowed_memberships);
    set(&body.admin_delete_enabled, &mut settings.admin_delete_enabled);
    if let Some(disabled) = body.slug_disabled.value() {
        settings.organization_slugs_enabled = !disabled;
    }
    set(&body.domains_enabled, &mut settings.organization_domains.enabled);
    if let Some(modes) = modes {
        settings.organization_domains.enrollment_modes.clone_from(modes);
    }
    if let Some(id) = body.creator_role_id.value() {
        let role = find_role(tx, "creator_role_id", id)?;
        if !has_minimum_permissions(&role) {
            return Err(kinds::ORGANIZATION_MISSING_CREATOR_ROLE_PERMISSIONS.param(
                "creator_role_id",
                format!(
                    "The role {} cannot be that of creators: it must let its members see and manage members and \
                     delete the organization.",
                    role.key
                ),
            ));
        }
        settings.creator_role = role.key;
    }
    if let Some(id) = body.domains_default_role_id.value() {
        settings.organization_domains.default_role = find_role(tx, "domains_default_role_id", id)?.key;
    }
    Ok(())
}

/// The role of that id; there are few.
fn find_role(tx: &mut Tx<'_, '_>, name: &str, id: &str) -> ApiResult<Role> {
    tx.list_roles()?.into_iter().find(|role| role.id == id).ok_or_else(|| {
        kinds::RESOURCE_NOT_FOUND.param(name, format!("There is no role with the id {id} in this instance."))
    })
}
