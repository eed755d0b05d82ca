use crate::organization_invitations::{OrganizationInvitationStatus, OrganizationInvitationWithPublicOrganizationData};
use crate::{Page, operation};

/// Lists the invitations into organizations that a user has received.
#[operation(
    id = "UsersGetOrganizationInvitations",
    get = "/users/{user_id}/organization_invitations",
    tag = "Users",
    returns = Page<OrganizationInvitationWithPublicOrganizationData>,
    errors = "400 403 404",
    sdk(
        js = "users.getOrganizationInvitationList({ userId, one status, ... })",
        python = "users.get_organization_invitations(one status, ...)",
        go = "user.ListOrganizationInvitations",
    ),
)]
pub struct UsersGetOrganizationInvitations {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep invitations in one of these states; may be repeated.
    #[api(query)]
    pub status: Vec<OrganizationInvitationStatus>,
}
