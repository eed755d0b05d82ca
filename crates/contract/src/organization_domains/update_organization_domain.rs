use super::OrganizationDomain;
use crate::{Maybe, object, operation};

/// Updates how a domain of an organization works.
///
/// What is left out stays as it is. A domain that is not verified any more does nothing for people with an address
/// there.
#[operation(
    id = "UpdateOrganizationDomain",
    patch = "/organizations/{organization_id}/domains/{domain_id}",
    tag = "Organization Domains",
    returns = OrganizationDomain,
    errors = "400 403@!2025-03-12 404 422",
    sdk(
        js = "organizations.updateOrganizationDomain({ organizationId, domainId, ... })",
        python = "organization_domains.update(...)",
        go = "organizationdomain.Update",
    ),
)]
pub struct UpdateOrganizationDomain {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The domain's id, `orgdmn_…`.
    #[api(path)]
    pub domain_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateOrganizationDomainBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateOrganizationDomainBody {
    /// What happens when people with such an address sign up: `manual_invitation`, `automatic_invitation`,
    /// `automatic_suggestion` or `enterprise_sso`.
    pub enrollment_mode: Maybe<String>,
    /// Whether it counts as verified.
    pub verified: Maybe<bool>,
}
