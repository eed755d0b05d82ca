//! Organizations: groups of users with roles.

use crate::list::operations;

mod organization;
mod organization_with_logo;

pub use organization::*;
pub use organization_with_logo::*;

operations! {
    create_organization::CreateOrganization,
    delete_organization::DeleteOrganization,
    delete_organization_logo::DeleteOrganizationLogo,
    get_organization::GetOrganization,
    list_organizations::ListOrganizations,
    merge_organization_metadata::MergeOrganizationMetadata,
    replace_organization_metadata::ReplaceOrganizationMetadata,
    update_organization::UpdateOrganization,
    upload_organization_logo::UploadOrganizationLogo,
}
