use super::OrganizationInvitation;
use crate::{Page, operation};

/// Lists the pending invitations into an organization.
///
/// Use the list of all invitations with `status=pending` instead.
#[operation(
    id = "ListPendingOrganizationInvitations",
    get = "/organizations/{organization_id}/invitations/pending",
    tag = "Organization Invitations",
    deprecated,
    returns = Page<OrganizationInvitation>,
    errors = "400 404",
    sdk(python = "organization_invitations.list_pending(...)"),
)]
pub struct ListPendingOrganizationInvitations {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
