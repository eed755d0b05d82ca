use crate::{DeletedObject, operation};

/// Deletes a user.
///
/// Everything that belongs to the user goes as well; their identifiers are free again.
#[operation(
    id = "DeleteUser",
    delete = "/users/{user_id}",
    tag = "Users",
    returns = DeletedObject,
    errors = "400 401 404",
    destroys = "The user, every session, identifier, connected account, passkey and membership of theirs, and their metadata.",
    sdk(js = "users.deleteUser(userId)", python = "users.delete(...)", go = "user.Delete"),
)]
pub struct DeleteUser {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
