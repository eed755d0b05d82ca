//! Secret keys of machines: made, sealed for the storage, and opened again.

use frontdesk_contract::machines::MachineSecretKey;
use frontdesk_storage::machines as stored;

use crate::context::Context;
use crate::error::ApiResult;
use crate::sealed::{Purpose, open, seal};

/// A new key: the secret, and what is stored of it.
pub(super) fn new_secret_key(cx: &Context, machine_id: &str) -> ApiResult<(String, stored::MachineSecretKey)> {
    let secret = cx.shared.ids.machine_secret_key();
    let sealed = seal(cx, Purpose::MachineSecretKey, machine_id, &secret)?;
    let row = stored::MachineSecretKey {
        hash: crate::hash_secret(&secret),
        machine_id: machine_id.to_owned(),
        sealed,
        expires_at: None,
        created_at: cx.now,
    };
    Ok((secret, row))
}

/// The secret of a stored key.
pub(super) fn open_secret_key(cx: &Context, key: &stored::MachineSecretKey) -> ApiResult<String> {
    open(cx, Purpose::MachineSecretKey, &key.machine_id, &key.sealed)
}

pub(super) fn present_secret_key(secret: String) -> MachineSecretKey {
    MachineSecretKey { object: "machine_secret_key".into(), secret }
}
