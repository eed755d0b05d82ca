use frontdesk_contract::instance_settings::{
    OrganizationSettings, OrganizationSettingsEnrollmentMode, UpdateInstanceOrganizationSettings,
    UpdateInstanceOrganizationSettingsBody,
};
use frontdesk_storage::Tx;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::organizations::ORGANIZATIONS_COUNTER;
use frontdesk_storage::role_sets::RoleSet;
use frontdesk_storage::roles::Role;

use super::change::set;
use super::get_instance_organization_settings::present_organization_settings;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::role_sets::change::{add_roles, save_role_set};
use crate::roles::{Roles, require_creator_eligible};

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
    let inner = cx.clone();
    let answer = cx.write(move |tx| update(&inner, tx, &body, modes.as_ref())).await?;
    cx.shared.forget_instances();
    Ok(answer)
}

fn update(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    body: &UpdateInstanceOrganizationSettingsBody,
    modes: Option<&Vec<String>>,
) -> ApiResult<OrganizationSettings> {
    // Before any row is locked, here as everywhere.
    let roles = Roles::lock(tx)?;
    let before = tx.find_settings()?;
    let mut settings = before.clone();
    apply(tx, body, modes, &mut settings)?;
    if let Some(id) = body.domains_default_role_id.value() {
        let role = find_role(&roles, "domains_default_role_id", id)?;
        settings.organization_domains.default_role.clone_from(&role.key);
    }
    if let Some(id) = body.creator_role_id.value() {
        let role = find_role(&roles, "creator_role_id", id)?;
        require_creator_eligible(role).map_err(|error| error.meta("param_name", "creator_role_id"))?;
        settings.creator_role.clone_from(&role.key);
        // Creators have the role that the role set of new organizations names.
        if let Some(before) = roles.initial_set() {
            let mut set = RoleSet { creator_role: role.id.clone(), ..before.clone() };
            add_roles(cx, tx, &mut set, &[role])?;
            save_role_set(cx, tx, before, &mut set)?;
        }
    }
    if settings != before {
        tx.update_settings(&settings)?;
    }
    let initial = roles.initial_set().map(|set| set.key.clone());
    Ok(present_organization_settings(&settings, initial))
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
    Ok(())
}

fn find_role<'r>(roles: &'r Roles, name: &str, id: &str) -> ApiResult<&'r Role> {
    roles.find(id).ok_or_else(|| {
        kinds::RESOURCE_NOT_FOUND.param(name, format!("There is no role with the id {id} in this instance."))
    })
}
