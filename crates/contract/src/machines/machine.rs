use super::MachineWithoutScopedMachines;
use crate::{Text, object};

/// A program that proves to others which one it is, with tokens instead of a user.
#[object]
pub struct Machine {
    /// Always `machine`.
    #[api(values = "machine")]
    pub object: Text,
    /// The machine's id, `mch_…`.
    pub id: String,
    /// The name to show.
    #[api(min_length = 1, max_length = 255)]
    pub name: String,
    /// The instance that it belongs to, `ins_…`.
    pub instance_id: String,
    /// How many seconds its tokens are valid unless the request for one says otherwise.
    #[api(default = "3600", min = 1)]
    pub default_token_ttl: Option<i64>,
    /// The machines that its tokens are good for.
    pub scoped_machines: Vec<MachineWithoutScopedMachines>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}
