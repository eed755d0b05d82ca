use super::OrganizationDomainVerification;
use crate::organization_invitations::OrganizationInvitationPublicOrganizationData;
use crate::{Maybe, Nullable, Text, object, values};

/// A domain of e-mail addresses that belongs to an organization.
#[object]
pub struct OrganizationDomain {
    /// Always `organization_domain`.
    #[api(values = "organization_domain")]
    pub object: Text,
    /// The domain's id, `orgdmn_…`.
    pub id: String,
    /// Which organization it belongs to, `org_…`.
    pub organization_id: String,
    /// The domain, such as `example.com`.
    pub name: String,
    /// What happens when people with such an address sign up.
    pub enrollment_mode: OrganizationDomainEnrollmentMode,
    /// The address that a code was sent to, to show that a member receives mail there.
    pub affiliation_email_address: Nullable<String>,
    /// How far it is shown that the organization receives mail there.
    #[api(versions = "!2025-03-12")]
    pub affiliation_verification: Nullable<OrganizationDomainVerification>,
    /// How far it is shown that the organization owns the domain; `null` until somebody tries.
    #[api(versions = "!2025-03-12")]
    pub ownership_verification: Nullable<OrganizationDomainVerification>,
    /// How far it is shown that the organization receives mail there.
    ///
    /// Use `affiliation_verification` instead.
    #[api(deprecated = "!2025-03-12")]
    pub verification: Nullable<OrganizationDomainVerification>,
    /// How many invitations that the domain made are pending.
    pub total_pending_invitations: i64,
    /// How many suggestions that the domain made are pending.
    pub total_pending_suggestions: i64,
    /// The organization, for showing.
    #[api(versions = "!2025-03-12")]
    pub public_organization_data: Maybe<OrganizationInvitationPublicOrganizationData>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// What a verified domain does for people with an address there.
#[values]
pub enum OrganizationDomainEnrollmentMode {
    /// Nothing: somebody has to invite them.
    ManualInvitation,
    /// They are invited when they sign up.
    AutomaticInvitation,
    /// The organization is suggested to them, and they may ask to join.
    AutomaticSuggestion,
    /// They join by signing in through the enterprise connection of the domain.
    #[api(versions = "!2025-03-12")]
    EnterpriseSso,
}
