use crate::{Nullable, Text, object};

/// An application's users and settings in one environment; every secret key opens one.
#[object]
pub struct Instance {
    /// Always `instance`.
    #[api(values = "instance")]
    pub object: Text,
    /// The instance's id, `ins_…`.
    pub id: String,
    /// What it is for: `development` or `production`.
    pub environment_type: String,
    /// The origins that may call the front ends' API besides the instance's own; `null` if none was ever set.
    pub allowed_origins: Nullable<Vec<String>>,
    /// The id of the workspace that owns the application, `org_…`; `null` if nobody does.
    #[api(versions = "!2025-03-12")]
    pub workspace_id: Nullable<String>,
}
