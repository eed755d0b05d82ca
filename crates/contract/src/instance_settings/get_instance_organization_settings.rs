use super::OrganizationSettings;
use crate::operation;

/// Retrieves the settings of organizations.
#[operation(
    id = "GetInstanceOrganizationSettings",
    get = "/instance/organization_settings",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = OrganizationSettings,
    errors = "402 404 422",
    sdk(js = "instance.getOrganizationSettings()", python = "instance_settings.get_organization_settings()"),
)]
pub struct GetInstanceOrganizationSettings;
