use super::Organization;
use crate::operation;

/// Removes an organization's logo; a generated image takes its place.
#[operation(
    id = "DeleteOrganizationLogo",
    delete = "/organizations/{organization_id}/logo",
    tag = "Organizations",
    returns = Organization,
    errors = "404",
    risk = destructive,
    destroys = "The uploaded logo.",
    sdk(
        js = "organizations.deleteOrganizationLogo(organizationId)",
        python = "organizations.delete_logo(...)",
        go = "organization.DeleteLogo",
    ),
)]
pub struct DeleteOrganizationLogo {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
}
