use super::OrganizationInvitation;
use crate::operation;

#[operation(id = "GetOrganizationInvitation", get = "/organizations/{organization_id}/invitations/{invitation_id}", tag = "Organization Invitations", returns = OrganizationInvitation, errors = "400 403 404")]
pub struct GetOrganizationInvitation {
    #[api(path)]
    pub organization_id: String,
    #[api(path)]
    pub invitation_id: String,
}
