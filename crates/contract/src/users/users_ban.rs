use super::User;
use crate::{object, operation};

#[operation(id = "UsersBan", post = "/users/ban", tag = "Users", versions = "!2025-03-12", returns = Vec<User>, errors = "400 402")]
pub struct UsersBan {
    #[api(body)]
    pub body: UsersBanBody,
}

#[object]
pub struct UsersBanBody {
    #[api(min_items = 1, max_items = 50)]
    pub user_ids: Vec<String>,
}
