use super::Organization;
use crate::{Page, operation};

#[operation(id = "ListOrganizations", get = "/organizations", tag = "Organizations", returns = Page<Organization>, errors = "400 403 422")]
pub struct ListOrganizations {
    #[api(query)]
    pub include_members_count: Option<bool>,
    #[api(query)]
    pub include_missing_member_with_elevated_permissions: Option<bool>,
    #[api(query)]
    pub query: Option<String>,
    #[api(query)]
    pub user_id: Vec<String>,
    #[api(query)]
    pub organization_id: Vec<String>,
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
