use crate::{Text, object};

/// What is left of a machine: that it is gone.
#[object]
pub struct DeletedMachine {
    /// Always `machine`.
    #[api(values = "machine")]
    pub object: Text,
    /// The id it had.
    pub id: String,
    /// Always `true`.
    pub deleted: bool,
}
