use super::InstanceProtect;
use crate::operation;

/// Retrieves the settings of Protect.
#[operation(
    id = "GetInstanceProtect",
    get = "/instance/protect",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = InstanceProtect,
    sdk(python = "instance_settings.get_instance_protect()"),
)]
pub struct GetInstanceProtect;
