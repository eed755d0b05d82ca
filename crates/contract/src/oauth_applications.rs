//! OAuth applications: clients to which the instance's users can be signed in.

use crate::list::operations;

mod oauth_application;
mod oauth_application_with_secret;

pub use oauth_application::*;
pub use oauth_application_with_secret::*;

operations! {
    create_oauth_application::CreateOauthApplication,
    delete_oauth_application::DeleteOauthApplication,
    get_oauth_application::GetOauthApplication,
    list_oauth_applications::ListOauthApplications,
    revoke_oauth_application_token::RevokeOauthApplicationToken,
    rotate_oauth_application_secret::RotateOauthApplicationSecret,
    update_oauth_application::UpdateOauthApplication,
    upload_oauth_application_logo::UploadOauthApplicationLogo,
}
