use super::MachineSecretKey;
use crate::operation;

/// Retrieves the secret key of a machine.
///
/// Whoever has it can make tokens in the machine's name.
#[operation(
    id = "GetMachineSecretKey",
    get = "/machines/{machine_id}/secret_key",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = MachineSecretKey,
    errors = "400 401 403 404",
    sdk(js = "machines.getSecretKey(machineId)", python = "machines.get_secret_key(...)", go = "machine.GetSecretKey"),
)]
pub struct GetMachineSecretKey {
    /// The machine's id, `mch_…`.
    #[api(path)]
    pub machine_id: String,
}
