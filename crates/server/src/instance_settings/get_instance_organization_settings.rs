use frontdesk_contract::Maybe;
use frontdesk_contract::instance_settings::{GetInstanceOrganizationSettings, OrganizationSettings};
use frontdesk_storage::instances::Settings;

use crate::context::Context;
use crate::error::ApiResult;
use crate::roles::Roles;

pub(crate) async fn get_instance_organization_settings(
    cx: Context,
    _request: GetInstanceOrganizationSettings,
) -> ApiResult<OrganizationSettings> {
    cx.read_snapshot(|tx| {
        let initial = Roles::read(tx)?.initial_set().map(|set| set.key.clone());
        Ok(present_organization_settings(&tx.find_settings()?, initial))
    })
    .await
}

/// The settings of organizations as the API shows them: roles by key.
pub(super) fn present_organization_settings(
    settings: &Settings,
    initial_role_set: Option<String>,
) -> OrganizationSettings {
    let domains = &settings.organization_domains;
    OrganizationSettings {
        object: "organization_settings".into(),
        enabled: settings.organizations_enabled,
        max_allowed_memberships: settings.max_allowed_memberships,
        max_allowed_roles: settings.max_allowed_roles,
        max_role_sets_allowed: Some(settings.max_role_sets_allowed),
        max_allowed_domains: domains.max_allowed,
        // There may be any number.
        max_allowed_permissions: Some(0),
        creator_role: settings.creator_role.clone(),
        admin_delete_enabled: settings.admin_delete_enabled,
        domains_enabled: domains.enabled,
        slug_disabled: Some(!settings.organization_slugs_enabled),
        domains_enrollment_modes: domains.enrollment_modes.iter().map(|mode| mode.as_str().into()).collect(),
        domains_default_role: domains.default_role.clone(),
        initial_role_set_key: initial_role_set.map_or(Maybe::Null, Maybe::Value),
    }
}
