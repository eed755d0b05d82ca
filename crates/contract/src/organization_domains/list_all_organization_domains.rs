use super::OrganizationDomain;
use crate::{Page, operation, values};

/// Lists the domains of all organizations of the instance.
///
/// Filters of different names all have to hold.
#[operation(
    id = "ListAllOrganizationDomains",
    get = "/organization_domains",
    tag = "Organization Domains",
    versions = "!2025-03-12",
    returns = Page<OrganizationDomain>,
    errors = "401 403 422",
    sdk(python = "organization_domains.list_all(...)"),
)]
pub struct ListAllOrganizationDomains {
    /// Keep the domains of this organization, `org_…`.
    #[api(query)]
    pub organization_id: Option<String>,
    /// Keep domains that are verified (`true`), or those that are not (`false`).
    #[api(query, values = "true false")]
    pub verified: Option<String>,
    /// Keep domains in one of these modes; a leading `-` leaves a mode out instead.
    #[api(query)]
    pub enrollment_mode: Vec<OrganizationDomainEnrollmentFilter>,
    /// Keep the domains of the organization with this id, if it begins with `org_`, or those in whose name this text
    /// occurs, in any case. An empty text is refused.
    #[api(query)]
    pub query: Option<String>,
    /// Keep the domains of one of these exact names; may be repeated.
    #[api(query)]
    pub domains: Vec<String>,
    /// The key to order by: `name` or `created_at`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
}

/// A mode to keep or to leave out.
#[values]
pub enum OrganizationDomainEnrollmentFilter {
    /// Keep the domains that do nothing by themselves.
    ManualInvitation,
    /// Keep the domains that invite.
    AutomaticInvitation,
    /// Keep the domains that suggest the organization.
    AutomaticSuggestion,
    /// Keep the domains of enterprise connections.
    EnterpriseSso,
    /// Leave out the domains that do nothing by themselves.
    #[api(name = "-manual_invitation")]
    NotManualInvitation,
    /// Leave out the domains that invite.
    #[api(name = "-automatic_invitation")]
    NotAutomaticInvitation,
    /// Leave out the domains that suggest the organization.
    #[api(name = "-automatic_suggestion")]
    NotAutomaticSuggestion,
    /// Leave out the domains of enterprise connections.
    #[api(name = "-enterprise_sso")]
    NotEnterpriseSso,
}
