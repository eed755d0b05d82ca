use super::User;
use crate::operation;

/// Removes a user's profile image; a generated one takes its place.
#[operation(
    id = "DeleteUserProfileImage",
    delete = "/users/{user_id}/profile_image",
    tag = "Users",
    returns = User,
    errors = "404",
    risk = destructive,
    destroys = "The uploaded image.",
    sdk(
        js = "users.deleteUserProfileImage(userId)",
        python = "users.delete_profile_image(...)",
        go = "user.DeleteProfileImage",
    ),
)]
pub struct DeleteUserProfileImage {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
