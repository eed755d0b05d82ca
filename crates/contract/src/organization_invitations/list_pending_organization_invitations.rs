use super::OrganizationInvitation;
use crate::{Page, operation};

#[operation(id = "ListPendingOrganizationInvitations", get = "/organizations/{organization_id}/invitations/pending", tag = "Organization Invitations", deprecated, returns = Page<OrganizationInvitation>, errors = "400 404")]
pub struct ListPendingOrganizationInvitations {
    #[api(path)]
    pub organization_id: String,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
