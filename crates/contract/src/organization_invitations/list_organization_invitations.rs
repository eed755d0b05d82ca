use super::{OrganizationInvitation, OrganizationInvitationStatus};
use crate::{Page, operation};

#[operation(id = "ListOrganizationInvitations", get = "/organizations/{organization_id}/invitations", tag = "Organization Invitations", returns = Page<OrganizationInvitation>, errors = "400 404 422@!2025-03-12")]
pub struct ListOrganizationInvitations {
    #[api(path)]
    pub organization_id: String,
    #[api(query)]
    pub status: Vec<OrganizationInvitationStatus>,
    #[api(query, versions = "!2025-03-12")]
    pub email_address: Option<String>,
    #[api(query, versions = "!2025-03-12", default = r#""-created_at""#)]
    pub order_by: Option<String>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
