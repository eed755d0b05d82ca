use crate::{Maybe, Text, object, values};

/// What holds for the organizations of the instance.
#[object(closed)]
pub struct OrganizationSettings {
    /// Always `organization_settings`.
    #[api(values = "organization_settings")]
    pub object: Text,
    /// Whether there are organizations at all.
    pub enabled: bool,
    /// How many members and pending invitations a new organization may have; 0 for any number.
    pub max_allowed_memberships: i64,
    /// How many roles there may be.
    pub max_allowed_roles: i64,
    /// How many role sets there may be.
    #[api(versions = "!2025-03-12")]
    pub max_role_sets_allowed: Option<i64>,
    /// How many domains an organization may have.
    #[api(versions = "!2025-03-12")]
    pub max_allowed_domains: i64,
    /// How many permissions of your own there may be; means nothing any more, as there may be any number.
    #[api(required = "2025-03-12", deprecated = "!2025-03-12")]
    pub max_allowed_permissions: Option<i64>,
    /// The key of the role of those who create an organization.
    pub creator_role: String,
    /// Whether admins of a new organization may delete it from the front end.
    pub admin_delete_enabled: bool,
    /// Whether organizations can have domains.
    pub domains_enabled: bool,
    /// Whether organizations go without slugs.
    #[api(versions = "!2025-03-12")]
    pub slug_disabled: Option<bool>,
    /// What domains of organizations may do for people with an address there.
    pub domains_enrollment_modes: Vec<OrganizationSettingsEnrollmentMode>,
    /// The key of the role of those who join by a domain.
    pub domains_default_role: String,
    /// The key of the role set of new organizations.
    #[api(versions = "!2025-03-12")]
    pub initial_role_set_key: Maybe<String>,
}

/// What domains of organizations may be set to do.
#[values]
pub enum OrganizationSettingsEnrollmentMode {
    /// Nothing: somebody has to invite the people.
    ManualInvitation,
    /// Invite people when they sign up.
    AutomaticInvitation,
    /// Suggest the organization to people, who may ask to join.
    AutomaticSuggestion,
}
