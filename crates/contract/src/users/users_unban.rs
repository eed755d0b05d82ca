use super::User;
use crate::{object, operation};

/// Lifts the ban on up to 50 users at once.
///
/// Nobody is changed unless all of them exist. Sessions that the ban ended stay ended.
#[operation(
    id = "UsersUnban",
    post = "/users/unban",
    tag = "Users",
    versions = "!2025-03-12",
    returns = Vec<User>,
    errors = "400 402 404",
    sdk(python = "users.bulk_unban(...)"),
)]
pub struct UsersUnban {
    /// What to send.
    #[api(body)]
    pub body: UsersUnbanBody,
}

/// Whom to unban.
#[object]
pub struct UsersUnbanBody {
    /// The users' ids, 1 to 50 of them; nobody is changed unless all of them exist.
    #[api(min_items = 1, max_items = 50)]
    pub user_ids: Vec<String>,
}
