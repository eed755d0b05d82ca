use super::Organization;
use crate::operation;

#[operation(
    id = "DeleteOrganizationLogo",
    delete = "/organizations/{organization_id}/logo",
    tag = "Organizations",
    returns = Organization,
    errors = "404",
    risk = destructive,
    destroys = "The uploaded logo.",
)]
/// Removes an organization's logo; a generated image takes its place.

pub struct DeleteOrganizationLogo {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
}
