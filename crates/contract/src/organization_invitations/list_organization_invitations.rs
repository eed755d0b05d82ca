use super::{OrganizationInvitation, OrganizationInvitationStatus};
use crate::{Page, operation};

/// Lists the invitations into an organization.
///
/// Those that a verified domain made by itself are left out.
#[operation(
    id = "ListOrganizationInvitations",
    get = "/organizations/{organization_id}/invitations",
    tag = "Organization Invitations",
    returns = Page<OrganizationInvitation>,
    errors = "400 404 422@!2025-03-12",
    sdk(
        js = "organizations.getOrganizationInvitationList({ organizationId, ... })",
        python = "organization_invitations.list(one status, ...)",
        go = "organizationinvitation.List",
    ),
)]
pub struct ListOrganizationInvitations {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// Keep invitations in one of these states; may be repeated.
    #[api(query)]
    pub status: Vec<OrganizationInvitationStatus>,
    /// Keep the invitations of this address.
    #[api(query, versions = "!2025-03-12")]
    pub email_address: Option<String>,
    /// The key to order by: `created_at` or `email_address`; descending with a leading `-`.
    #[api(query, versions = "!2025-03-12", default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
