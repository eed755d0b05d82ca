use super::Machine;
use crate::{object, operation};

/// Updates a machine.
///
/// What is left out stays as it is. Which machines it has access to is changed by operations of their own.
#[operation(
    id = "UpdateMachine",
    patch = "/machines/{machine_id}",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = Machine,
    errors = "400 401 403 404 422",
    sdk(js = "machines.update({ machineId, ... })", python = "machines.update(...)", go = "machine.Update"),
)]
pub struct UpdateMachine {
    /// The machine's id, `mch_…`.
    #[api(path)]
    pub machine_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateMachineBody,
}

/// What to change.
#[object]
#[derive(Default)]
pub struct UpdateMachineBody {
    /// The name to show.
    #[api(min_length = 1, max_length = 255)]
    pub name: Option<String>,
    /// How many seconds later tokens are valid unless the request for one says otherwise.
    #[api(min = 1, max = 315_360_000)]
    pub default_token_ttl: Option<i64>,
}
