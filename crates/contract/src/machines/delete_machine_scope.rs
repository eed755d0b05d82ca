use super::DeletedMachineScope;
use crate::operation;

/// Takes a machine's access to another one away.
///
/// Tokens that were made before stay good for it until they expire.
#[operation(
    id = "DeleteMachineScope",
    delete = "/machines/{machine_id}/scopes/{other_machine_id}",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = DeletedMachineScope,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "Access to the other machine with tokens that are made from now on.",
    sdk(
        js = "machines.deleteScope(machineId, otherMachineId)",
        python = "machines.delete_scope(...)",
        go = "machinescope.DeleteScope",
    ),
)]
pub struct DeleteMachineScope {
    /// The machine that has access, `mch_…`.
    #[api(path)]
    pub machine_id: String,
    /// The machine that it has access to, `mch_…`.
    #[api(path)]
    pub other_machine_id: String,
}
