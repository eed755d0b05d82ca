use crate::{Text, object};

/// That one machine has access to another.
#[object]
pub struct MachineScope {
    /// Always `machine_scope`.
    #[api(values = "machine_scope")]
    pub object: Text,
    /// The machine that has access, `mch_…`.
    pub from_machine_id: String,
    /// The machine that it has access to, `mch_…`.
    pub to_machine_id: String,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
}
