use super::TrustedDevice;
use crate::{Page, operation};

/// Lists the devices that are trusted for a user.
///
/// Revoked ones are left out. All of them are answered at once.
#[operation(
    id = "ListUserTrustedDevices",
    get = "/users/{user_id}/trusted_devices",
    tag = "Users",
    versions = "!2025-03-12",
    returns = Page<TrustedDevice>,
    errors = "403 404 500",
    sdk(python = "users.list_trusted_devices(...)"),
)]
pub struct ListUserTrustedDevices {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
}
