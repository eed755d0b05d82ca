use super::Instance;
use crate::operation;

/// Retrieves the instance that the secret key opens.
#[operation(
    id = "GetInstance",
    get = "/instance",
    tag = "Instance Settings",
    returns = Instance,
    sdk(js = "instance.get()", python = "instance_settings.get()"),
)]
pub struct GetInstance;
