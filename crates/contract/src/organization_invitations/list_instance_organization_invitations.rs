use super::{OrganizationInvitationStatus, OrganizationInvitationWithPublicOrganizationData};
use crate::{Page, operation};

/// Lists the invitations into all organizations of the instance.
#[operation(
    id = "ListInstanceOrganizationInvitations",
    get = "/organization_invitations",
    tag = "Organization Invitations",
    returns = Page<OrganizationInvitationWithPublicOrganizationData>,
    errors = "400 404 422 500",
    sdk(python = "organization_invitations.get_all(one status, ...)", go = "organizationinvitation.ListFromInstance"),
)]
pub struct ListInstanceOrganizationInvitations {
    /// The key to order by: `created_at` or `email_address`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// Keep invitations in one of these states; may be repeated.
    #[api(query)]
    pub status: Vec<OrganizationInvitationStatus>,
    /// Keep invitations in whose address or organization this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
