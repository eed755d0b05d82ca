use crate::{DeletedObject, operation};

/// Deletes a passkey of a user.
#[operation(
    id = "UserPasskeyDelete",
    delete = "/users/{user_id}/passkeys/{passkey_identification_id}",
    tag = "Users",
    returns = DeletedObject,
    errors = "403 404 500",
    destroys = "The passkey, and signing in with it.",
    sdk(
        js = "users.deleteUserPasskey({ userId, passkeyIdentificationId })",
        python = "users.delete_passkey(...)",
        go = "user.DeletePasskey",
    ),
)]
pub struct UserPasskeyDelete {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// The passkey's id, `idn_…`.
    #[api(path)]
    pub passkey_identification_id: String,
}
