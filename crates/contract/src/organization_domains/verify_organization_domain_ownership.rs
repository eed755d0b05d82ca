use super::OrganizationDomain;
use crate::operation;

/// Takes it as shown that an organization owns a domain.
///
/// No DNS record is asked for; the strategy is `manual_override`. Doing it again changes nothing.
#[operation(
    id = "VerifyOrganizationDomainOwnership",
    post = "/organizations/{organization_id}/domains/{domain_id}/verify_ownership",
    tag = "Organization Domains",
    versions = "!2025-03-12",
    returns = OrganizationDomain,
    errors = "401 403 404",
    sdk(python = "organization_domains.verify_ownership(...)"),
)]
pub struct VerifyOrganizationDomainOwnership {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The domain's id, `orgdmn_…`.
    #[api(path)]
    pub domain_id: String,
}
