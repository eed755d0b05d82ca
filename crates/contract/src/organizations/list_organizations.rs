use super::Organization;
use crate::{Page, operation};

/// Lists organizations.
#[operation(
    id = "ListOrganizations",
    get = "/organizations",
    tag = "Organizations",
    returns = Page<Organization>,
    errors = "400 403 422",
    sdk(
        js = "organizations.getOrganizationList({ ... })",
        python = "organizations.list(...)",
        go = "organization.List",
    ),
)]
pub struct ListOrganizations {
    /// Whether to count the members of each organization in `members_count`.
    #[api(query)]
    pub include_members_count: Option<bool>,
    /// Whether to tell, for each organization, if nobody in it may manage it.
    #[api(query)]
    pub include_missing_member_with_elevated_permissions: Option<bool>,
    /// Keep the organization with this id, or those in whose name or slug this text occurs, in any case.
    #[api(query)]
    pub query: Option<String>,
    /// Keep organizations that one of these users is a member of; at most 100. A leading `-` leaves them out instead.
    #[api(query)]
    pub user_id: Vec<String>,
    /// Keep organizations with one of these ids; at most 100. A leading `-` leaves them out instead.
    #[api(query)]
    pub organization_id: Vec<String>,
    /// The key to order by: `name`, `created_at` or `members_count`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
