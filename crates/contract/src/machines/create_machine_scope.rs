use super::MachineScope;
use crate::{object, operation};

/// Gives a machine access to another one.
///
/// Only tokens that are made from now on are good for it. A machine can have access to 150 others.
#[operation(
    id = "CreateMachineScope",
    post = "/machines/{machine_id}/scopes",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = MachineScope,
    errors = "400 401 403 404 409 422",
    sdk(
        js = "machines.createScope(machineId, toMachineId)",
        python = "machines.create_scope(...)",
        go = "machinescope.CreateScope",
    ),
)]
pub struct CreateMachineScope {
    /// The machine that gets access, `mch_…`.
    #[api(path)]
    pub machine_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateMachineScopeBody,
}

/// What to have access to.
#[object]
pub struct CreateMachineScopeBody {
    /// The machine that it gets access to, `mch_…`.
    pub to_machine_id: String,
}
