use crate::{Text, object};

/// The secret key of a machine.
#[object]
pub struct MachineSecretKey {
    /// Always `machine_secret_key`.
    #[api(values = "machine_secret_key")]
    pub object: Text,
    /// The key itself, `ak_…`, with which the machine asks for its tokens.
    pub secret: String,
}
