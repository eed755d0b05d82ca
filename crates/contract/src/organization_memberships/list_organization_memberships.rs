use super::OrganizationMembership;
use crate::{Page, operation};

/// Lists the members of an organization.
#[operation(
    id = "ListOrganizationMemberships",
    get = "/organizations/{organization_id}/memberships",
    tag = "Organization Memberships",
    returns = Page<OrganizationMembership>,
    errors = "401 404 422",
    sdk(
        js = "organizations.getOrganizationMembershipList({ organizationId, ... })",
        python = "organization_memberships.list(...)",
        go = "organizationmembership.List",
    ),
)]
pub struct ListOrganizationMemberships {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The key to order by: `phone_number`, `email_address`, `created_at`, `first_name`, `last_name` or `username`;
    /// descending with a leading `-`.
    #[api(query)]
    pub order_by: Option<String>,
    /// Keep the members with one of these user ids; at most 100.
    #[api(query)]
    pub user_id: Vec<String>,
    /// Keep users who have one of these e-mail addresses, compared without regard to case; at most 100.
    #[api(query)]
    pub email_address: Vec<String>,
    /// Keep users who have one of these phone numbers, in the international form `+15551234567`; at most 100.
    #[api(query)]
    pub phone_number: Vec<String>,
    /// Keep users with one of these usernames; at most 100.
    #[api(query)]
    pub username: Vec<String>,
    /// Keep users who have one of these wallet addresses; at most 100.
    #[api(query)]
    pub web3_wallet: Vec<String>,
    /// Keep members in one of these roles, by key; at most 100.
    #[api(query)]
    pub role: Vec<String>,
    /// Keep members in whose names or identifiers this text occurs, in any case.
    #[api(query)]
    pub query: Option<String>,
    /// Keep users in one of whose e-mail addresses this text occurs, in any case.
    #[api(query)]
    pub email_address_query: Option<String>,
    /// Keep users in one of whose phone numbers this text occurs.
    #[api(query)]
    pub phone_number_query: Option<String>,
    /// Keep users in whose username this text occurs, in any case.
    #[api(query)]
    pub username_query: Option<String>,
    /// Keep users in whose first or last name this text occurs, in any case.
    #[api(query)]
    pub name_query: Option<String>,
    /// Keep users who were last active before this moment, in milliseconds since the epoch.
    #[api(query)]
    pub last_active_at_before: Option<i64>,
    /// Keep users who were last active after this moment, in milliseconds since the epoch.
    #[api(query)]
    pub last_active_at_after: Option<i64>,
    /// Keep members who joined before this moment, in milliseconds since the epoch.
    #[api(query)]
    pub created_at_before: Option<i64>,
    /// Keep members who joined after this moment, in milliseconds since the epoch.
    #[api(query)]
    pub created_at_after: Option<i64>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
