use crate::{DeletedObject, operation};

#[operation(
    id = "DeleteOrganization",
    delete = "/organizations/{organization_id}",
    tag = "Organizations",
    returns = DeletedObject,
    errors = "404",
    destroys = "The organization, every membership and invitation in it, and its metadata.",
)]
/// Deletes an organization with its memberships and invitations.
///
/// The users stay. Its slug is free again.

pub struct DeleteOrganization {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
}
