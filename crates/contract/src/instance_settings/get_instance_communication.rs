use super::InstanceCommunication;
use crate::operation;

/// Retrieves the settings of text messages.
#[operation(
    id = "GetInstanceCommunication",
    get = "/instance/communication",
    tag = "Instance Settings",
    versions = "!2025-03-12",
    returns = InstanceCommunication,
    sdk(python = "instance_settings.get_communication()"),
)]
pub struct GetInstanceCommunication;
