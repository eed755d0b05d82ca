use super::Organization;
use crate::operation;

#[operation(id = "DeleteOrganizationLogo", delete = "/organizations/{organization_id}/logo", tag = "Organizations", returns = Organization, errors = "404")]
pub struct DeleteOrganizationLogo {
    #[api(path)]
    pub organization_id: String,
}
