use crate::{DeletedObject, operation};

/// Disconnects an account at another provider from a user.
#[operation(
    id = "DeleteExternalAccount",
    delete = "/users/{user_id}/external_accounts/{external_account_id}",
    tag = "Users",
    returns = DeletedObject,
    errors = "400 403 404 500",
    destroys = "The connected account, and signing in with it.",
    sdk(
        js = "users.deleteUserExternalAccount({ userId, externalAccountId })",
        python = "users.delete_external_account(...)",
        go = "user.DeleteExternalAccount",
    ),
)]
pub struct DeleteExternalAccount {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// The id of the connected account, `eac_…`.
    #[api(path)]
    pub external_account_id: String,
}
