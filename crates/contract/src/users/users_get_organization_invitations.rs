use crate::organization_invitations::{OrganizationInvitationStatus, OrganizationInvitationWithPublicOrganizationData};
use crate::{Page, operation};

#[operation(id = "UsersGetOrganizationInvitations", get = "/users/{user_id}/organization_invitations", tag = "Users", returns = Page<OrganizationInvitationWithPublicOrganizationData>, errors = "400 403 404")]
pub struct UsersGetOrganizationInvitations {
    #[api(path)]
    pub user_id: String,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    #[api(query)]
    pub status: Vec<OrganizationInvitationStatus>,
}
