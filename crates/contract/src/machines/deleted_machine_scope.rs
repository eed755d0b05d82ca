use crate::{Text, object};

/// What is left of a machine's access to another one: that it is gone.
#[object]
pub struct DeletedMachineScope {
    /// Always `machine_scope`.
    #[api(values = "machine_scope")]
    pub object: Text,
    /// The machine that had access, `mch_…`.
    pub from_machine_id: String,
    /// The machine that it had access to, `mch_…`.
    pub to_machine_id: String,
    /// Always `true`.
    pub deleted: bool,
}
