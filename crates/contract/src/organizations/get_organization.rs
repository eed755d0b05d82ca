use super::Organization;
use crate::operation;

#[operation(id = "GetOrganization", get = "/organizations/{organization_id}", tag = "Organizations", returns = Organization, errors = "403 404")]
pub struct GetOrganization {
    #[api(path)]
    pub organization_id: String,
    #[api(query)]
    pub include_members_count: Option<bool>,
    #[api(query)]
    pub include_missing_member_with_elevated_permissions: Option<bool>,
}
