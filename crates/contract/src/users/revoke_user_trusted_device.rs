use super::TrustedDevice;
use crate::operation;

/// Ends the trust in a device of a user.
///
/// The answer is the device as it is now. To be trusted again it has to be enrolled anew.
#[operation(
    id = "RevokeUserTrustedDevice",
    delete = "/users/{user_id}/trusted_devices/{trusted_device_id}",
    tag = "Users",
    versions = "!2025-03-12",
    returns = TrustedDevice,
    errors = "403 404 500",
    destroys = "The trust in the device: the key that it holds does not work any more.",
    sdk(python = "users.revoke_trusted_device(...)"),
)]
pub struct RevokeUserTrustedDevice {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// The device's id.
    #[api(path)]
    pub trusted_device_id: String,
}
