use super::OauthApplication;
use crate::{Upload, operation};

/// Uploads the logo of an OAuth application, in place of the one before.
///
/// JPEG, PNG, GIF or WebP, at most 10 MB.
#[operation(
    id = "UploadOAuthApplicationLogo",
    put = "/oauth_applications/{oauth_application_id}/logo",
    tag = "OAuth Applications",
    versions = "!2025-03-12",
    returns = OauthApplication,
    errors = "400 403 404 413",
    sdk(python = "oauth_applications.upload_logo(...)"),
)]
pub struct UploadOauthApplicationLogo {
    /// The application's id; not its client id.
    #[api(path)]
    pub oauth_application_id: String,
    /// The user who uploads it.
    #[api(multipart)]
    pub uploader_user_id: Option<String>,
    /// The image.
    #[api(multipart)]
    pub file: Upload,
}
