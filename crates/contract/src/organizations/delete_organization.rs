use crate::{DeletedObject, operation};

/// Deletes an organization with its memberships and invitations.
///
/// The users stay. Its slug is free again.
#[operation(
    id = "DeleteOrganization",
    delete = "/organizations/{organization_id}",
    tag = "Organizations",
    returns = DeletedObject,
    errors = "404",
    destroys = "The organization, every membership and invitation in it, and its metadata.",
    sdk(
        js = "organizations.deleteOrganization(organizationId)",
        python = "organizations.delete(...)",
        go = "organization.Delete",
    ),
)]
pub struct DeleteOrganization {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
}
