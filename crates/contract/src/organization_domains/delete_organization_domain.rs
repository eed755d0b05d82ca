use crate::{DeletedObject, operation};

/// Removes a domain from an organization.
///
/// Members who came by it stay. Another organization may have it from then on.
#[operation(
    id = "DeleteOrganizationDomain",
    delete = "/organizations/{organization_id}/domains/{domain_id}",
    tag = "Organization Domains",
    returns = DeletedObject,
    errors = "400 401 403@!2025-03-12 404",
    destroys = "The domain and its verification: people with such an address no longer find their way in by it.",
    sdk(
        js = "organizations.deleteOrganizationDomain({ organizationId, domainId })",
        python = "organization_domains.delete(...)",
        go = "organizationdomain.Delete",
    ),
)]
pub struct DeleteOrganizationDomain {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The domain's id, `orgdmn_…`.
    #[api(path)]
    pub domain_id: String,
}
