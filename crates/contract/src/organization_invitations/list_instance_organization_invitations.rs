use super::{OrganizationInvitationStatus, OrganizationInvitationWithPublicOrganizationData};
use crate::{Page, operation};

#[operation(id = "ListInstanceOrganizationInvitations", get = "/organization_invitations", tag = "Organization Invitations", returns = Page<OrganizationInvitationWithPublicOrganizationData>, errors = "400 404 422 500")]
pub struct ListInstanceOrganizationInvitations {
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    #[api(query)]
    pub status: Vec<OrganizationInvitationStatus>,
    #[api(query)]
    pub query: Option<String>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
