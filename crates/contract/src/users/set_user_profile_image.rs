use super::User;
use crate::{Upload, operation};

#[operation(id = "SetUserProfileImage", post = "/users/{user_id}/profile_image", tag = "Users", returns = User, errors = "400 401 404")]
pub struct SetUserProfileImage {
    #[api(path)]
    pub user_id: String,
    #[api(multipart)]
    pub file: Option<Upload>,
}
