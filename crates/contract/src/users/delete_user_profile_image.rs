use super::User;
use crate::operation;

#[operation(id = "DeleteUserProfileImage", delete = "/users/{user_id}/profile_image", tag = "Users", returns = User, errors = "404")]
pub struct DeleteUserProfileImage {
    #[api(path)]
    pub user_id: String,
}
