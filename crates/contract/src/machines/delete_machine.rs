use super::DeletedMachine;
use crate::operation;

/// Deletes a machine.
#[operation(
    id = "DeleteMachine",
    delete = "/machines/{machine_id}",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = DeletedMachine,
    errors = "400 401 403 404 422",
    destroys = "The machine, its secret key, its opaque tokens, and access from it and to it.",
    sdk(js = "machines.delete(machineId)", python = "machines.delete(...)", go = "machine.Delete"),
)]
pub struct DeleteMachine {
    /// The machine's id, `mch_…`.
    #[api(path)]
    pub machine_id: String,
}
