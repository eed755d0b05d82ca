use super::User;
use crate::{object, operation};

/// Bans up to 50 users at once.
///
/// Nobody is banned unless all of them exist.
#[operation(
    id = "UsersBan",
    post = "/users/ban",
    tag = "Users",
    versions = "!2025-03-12",
    returns = Vec<User>,
    errors = "400 402 404",
    risk = destructive,
    destroys = "Every session of these users, and signing in until they are unbanned.",
    sdk(python = "users.bulk_ban(...)"),
)]
pub struct UsersBan {
    /// What to send.
    #[api(body)]
    pub body: UsersBanBody,
}

/// Whom to ban.
#[object]
pub struct UsersBanBody {
    /// The users' ids, 1 to 50 of them; nobody is changed unless all of them exist.
    #[api(min_items = 1, max_items = 50)]
    pub user_ids: Vec<String>,
}
