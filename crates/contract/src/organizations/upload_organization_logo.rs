use super::OrganizationWithLogo;
use crate::{Upload, operation};

#[operation(id = "UploadOrganizationLogo", put = "/organizations/{organization_id}/logo", tag = "Organizations", returns = OrganizationWithLogo, errors = "400 403 404 413")]
pub struct UploadOrganizationLogo {
    #[api(path)]
    pub organization_id: String,
    #[api(multipart)]
    pub uploader_user_id: Option<String>,
    #[api(multipart)]
    pub file: Upload,
}
