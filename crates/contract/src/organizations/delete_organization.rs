use crate::{DeletedObject, operation};

#[operation(id = "DeleteOrganization", delete = "/organizations/{organization_id}", tag = "Organizations", returns = DeletedObject, errors = "404")]
pub struct DeleteOrganization {
    #[api(path)]
    pub organization_id: String,
}
