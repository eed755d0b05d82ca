use super::OrganizationSettings;
use crate::{Maybe, object, operation};

/// Updates the settings of organizations.
///
/// What is left out stays as it is, and so does what is `null`. Limits and defaults are for new organizations; those
/// that exist keep theirs. Roles are named by id here, and by key in the answer.
#[operation(
    id = "UpdateInstanceOrganizationSettings",
    patch = "/instance/organization_settings",
    tag = "Instance Settings",
    returns = OrganizationSettings,
    errors = "400 402 403@!2025-03-12 404 422",
    sdk(
        js = "instance.updateOrganizationSettings({ ... })",
        python = "instance_settings.update_organization_settings(request)",
        go = "instancesettings.UpdateOrganizationSettings",
    ),
)]
pub struct UpdateInstanceOrganizationSettings {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceOrganizationSettingsBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceOrganizationSettingsBody {
    /// Whether there are organizations at all. They cannot be turned off while something depends on them.
    pub enabled: Maybe<bool>,
    /// How many members and pending invitations a new organization may have; 0 for any number.
    pub max_allowed_memberships: Maybe<i64>,
    /// Whether admins of a new organization may delete it from the front end.
    pub admin_delete_enabled: Maybe<bool>,
    /// Whether organizations can have domains.
    pub domains_enabled: Maybe<bool>,
    /// Whether organizations go without slugs.
    #[api(versions = "!2025-03-12")]
    pub slug_disabled: Maybe<bool>,
    /// All that domains of organizations may do for people with an address there: `automatic_invitation`,
    /// `automatic_suggestion`.
    pub domains_enrollment_modes: Option<Vec<String>>,
    /// The id of the role of those who create an organization, `role_…`; one that creators can have.
    pub creator_role_id: Maybe<String>,
    /// The id of the role of those who join by a domain, `role_…`.
    pub domains_default_role_id: Maybe<String>,
}
