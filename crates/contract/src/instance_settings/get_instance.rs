use super::Instance;
use crate::operation;

/// Retrieves the instance that the secret key opens.
#[operation(id = "GetInstance", get = "/instance", tag = "Instance Settings", returns = Instance)]
pub struct GetInstance;
