use super::OrganizationWithLogo;
use crate::{Upload, operation};

/// Uploads the logo of an organization, in place of the one before.
///
/// JPEG, PNG, GIF or WebP, at most 10 MB.
#[operation(
    id = "UploadOrganizationLogo",
    put = "/organizations/{organization_id}/logo",
    tag = "Organizations",
    returns = OrganizationWithLogo,
    errors = "400 403 404 413",
    sdk(
        js = "organizations.updateOrganizationLogo(organizationId, { file, uploaderUserId })",
        python = "organizations.upload_logo(...)",
        go = "organization.UpdateLogo",
    ),
)]
pub struct UploadOrganizationLogo {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The user who uploads it.
    #[api(multipart)]
    pub uploader_user_id: Option<String>,
    /// The image.
    #[api(multipart)]
    pub file: Upload,
}
