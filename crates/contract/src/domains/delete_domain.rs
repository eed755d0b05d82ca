use crate::{DeletedObject, operation};

/// Deletes a satellite domain.
///
/// The primary domain cannot be deleted.
#[operation(
    id = "DeleteDomain",
    delete = "/domains/{domain_id}",
    tag = "Domains",
    returns = DeletedObject,
    errors = "403 404",
    destroys = "The satellite domain: nobody is signed in there any more.",
    sdk(js = "domains.delete(domainId)", python = "domains.delete(...)", go = "domain.Delete"),
)]
pub struct DeleteDomain {
    /// The domain's id, `dmn_…`.
    #[api(path)]
    pub domain_id: String,
}
