use super::User;
use crate::{Upload, operation};

/// Uploads the profile image of a user, in place of the one before.
///
/// JPEG, PNG, GIF or WebP, at most 10 MB.
#[operation(
    id = "SetUserProfileImage",
    post = "/users/{user_id}/profile_image",
    tag = "Users",
    returns = User,
    errors = "400 401 404",
    sdk(
        js = "users.updateUserProfileImage(userId, { file })",
        python = "users.set_profile_image(...)",
        go = "user.UpdateProfileImage",
    ),
)]
pub struct SetUserProfileImage {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// The image.
    #[api(multipart)]
    pub file: Option<Upload>,
}
