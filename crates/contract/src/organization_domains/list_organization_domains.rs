use super::OrganizationDomain;
use crate::{Page, operation};

/// Lists the domains of an organization.
#[operation(
    id = "ListOrganizationDomains",
    get = "/organizations/{organization_id}/domains",
    tag = "Organization Domains",
    returns = Page<OrganizationDomain>,
    errors = "401 404 422",
    sdk(
        js = "organizations.getOrganizationDomainList({ organizationId, ... })",
        python = "organization_domains.list(one enrollment_mode, ...)",
        go = "organizationdomain.List",
    ),
)]
pub struct ListOrganizationDomains {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// Keep domains that are verified (`true`), or those that are not (`false`).
    #[api(query)]
    pub verified: Option<String>,
    /// Keep domains in one of these modes: `manual_invitation`, `automatic_invitation`, `automatic_suggestion` or
    /// `enterprise_sso`; a leading `-` leaves the mode out instead. May be repeated.
    #[api(query)]
    pub enrollment_mode: Vec<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
