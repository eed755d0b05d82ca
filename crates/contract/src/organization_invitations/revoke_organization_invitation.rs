use super::OrganizationInvitation;
use crate::{Maybe, object, operation};

#[operation(id = "RevokeOrganizationInvitation", post = "/organizations/{organization_id}/invitations/{invitation_id}/revoke", tag = "Organization Invitations", returns = OrganizationInvitation, errors = "400 403 404")]
pub struct RevokeOrganizationInvitation {
    #[api(path)]
    pub organization_id: String,
    #[api(path)]
    pub invitation_id: String,
    #[api(body, required = "none")]
    pub body: RevokeOrganizationInvitationBody,
}

#[object]
#[derive(Default)]
pub struct RevokeOrganizationInvitationBody {
    pub requesting_user_id: Maybe<String>,
}
