use super::Machine;
use crate::operation;

/// Retrieves a machine, with the ones that it has access to.
#[operation(
    id = "GetMachine",
    get = "/machines/{machine_id}",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = Machine,
    errors = "400 401 403 404 422",
    sdk(js = "machines.get(machineId)", python = "machines.get(...)", go = "machine.Get"),
)]
pub struct GetMachine {
    /// The machine's id, `mch_…`.
    #[api(path)]
    pub machine_id: String,
}
