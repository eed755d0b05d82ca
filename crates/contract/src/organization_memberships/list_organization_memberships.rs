use super::OrganizationMembership;
use crate::{Page, operation};

#[operation(id = "ListOrganizationMemberships", get = "/organizations/{organization_id}/memberships", tag = "Organization Memberships", returns = Page<OrganizationMembership>, errors = "401 422")]
pub struct ListOrganizationMemberships {
    #[api(path)]
    pub organization_id: String,
    #[api(query)]
    pub order_by: Option<String>,
    #[api(query)]
    pub user_id: Vec<String>,
    #[api(query)]
    pub email_address: Vec<String>,
    #[api(query)]
    pub phone_number: Vec<String>,
    #[api(query)]
    pub username: Vec<String>,
    #[api(query)]
    pub web3_wallet: Vec<String>,
    #[api(query)]
    pub role: Vec<String>,
    #[api(query)]
    pub query: Option<String>,
    #[api(query)]
    pub email_address_query: Option<String>,
    #[api(query)]
    pub phone_number_query: Option<String>,
    #[api(query)]
    pub username_query: Option<String>,
    #[api(query)]
    pub name_query: Option<String>,
    #[api(query)]
    pub last_active_at_before: Option<i64>,
    #[api(query)]
    pub last_active_at_after: Option<i64>,
    #[api(query)]
    pub created_at_before: Option<i64>,
    #[api(query)]
    pub created_at_after: Option<i64>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
