use super::Organization;
use crate::operation;

/// Retrieves an organization by its id or slug.
#[operation(
    id = "GetOrganization",
    get = "/organizations/{organization_id}",
    tag = "Organizations",
    returns = Organization,
    errors = "403 404",
    sdk(
        js = "organizations.getOrganization({ organizationId, includeMembersCount })",
        python = "organizations.get(...)",
        go = "organization.Get",
    ),
)]
pub struct GetOrganization {
    /// The organization's id, `org_…`, or its slug.
    #[api(path)]
    pub organization_id: String,
    /// Whether to count the members in `members_count`.
    #[api(query)]
    pub include_members_count: Option<bool>,
    /// Whether to tell if nobody in the organization may manage it.
    #[api(query)]
    pub include_missing_member_with_elevated_permissions: Option<bool>,
}
