use super::MachineWithSecretKey;
use crate::{object, operation};

/// Creates a machine, with a secret key of its own.
#[operation(
    id = "CreateMachine",
    post = "/machines",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = MachineWithSecretKey,
    errors = "400 401 403 404 422",
    sdk(js = "machines.create({ ... })", python = "machines.create(request)", go = "machine.Create"),
)]
pub struct CreateMachine {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateMachineBody,
}

/// The new machine.
#[object]
pub struct CreateMachineBody {
    /// The name to show.
    #[api(min_length = 1, max_length = 255)]
    pub name: String,
    /// The ids of the machines that its tokens are good for, `mch_…`.
    #[api(max_items = 150)]
    pub scoped_machines: Option<Vec<String>>,
    /// How many seconds its tokens are valid unless the request for one says otherwise.
    #[api(default = "3600", min = 1, max = 315_360_000)]
    pub default_token_ttl: Option<i64>,
}
