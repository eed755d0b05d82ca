use super::InstanceProtect;
use crate::{Maybe, object, operation};

/// Updates the settings of Protect.
///
/// What is left out stays as it is, and so does what is `null`.
#[operation(
    id = "UpdateInstanceProtect",
    patch = "/instance/protect",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = InstanceProtect,
    errors = "422",
    sdk(python = "instance_settings.update_instance_protect(request)"),
)]
pub struct UpdateInstanceProtect {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceProtectBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceProtectBody {
    /// Whether the rules of Protect are applied.
    pub rules_enabled: Maybe<bool>,
    /// Whether Specter, a part of Protect, is on.
    pub specter_enabled: Maybe<bool>,
}
