use super::User;
use crate::{object, operation};

#[operation(id = "UsersUnban", post = "/users/unban", tag = "Users", versions = "!2025-03-12", returns = Vec<User>, errors = "400 402")]
pub struct UsersUnban {
    #[api(body)]
    pub body: UsersUnbanBody,
}

#[object]
pub struct UsersUnbanBody {
    #[api(min_items = 1, max_items = 50)]
    pub user_ids: Vec<String>,
}
