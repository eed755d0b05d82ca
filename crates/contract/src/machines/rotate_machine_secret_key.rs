use super::MachineSecretKey;
use crate::{object, operation};

/// Replaces the secret key of a machine by a new one.
///
/// Both keys work until the time of the old one is up, so that the new one can be rolled out meanwhile.
#[operation(
    id = "RotateMachineSecretKey",
    post = "/machines/{machine_id}/secret_key/rotate",
    tag = "Machines",
    versions = "!2025-03-12",
    returns = MachineSecretKey,
    errors = "400 401 403 404 422",
    risk = destructive,
    destroys = "The present secret key, when `previous_token_ttl` seconds have passed; with 0 at once.",
    sdk(js = "machines.rotateSecretKey({ machineId, previousTokenTtl })", python = "machines.rotate_secret_key(...)"),
)]
pub struct RotateMachineSecretKey {
    /// The machine's id, `mch_…`.
    #[api(path)]
    pub machine_id: String,
    /// What to send.
    #[api(body)]
    pub body: RotateMachineSecretKeyBody,
}

/// How long the old key goes on working.
#[object]
pub struct RotateMachineSecretKeyBody {
    /// How many seconds the old key still works: 0 for not at all, eight hours at most.
    #[api(min = 0, max = 28_800)]
    pub previous_token_ttl: i64,
}
