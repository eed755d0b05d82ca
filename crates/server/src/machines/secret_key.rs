//! Secret keys of machines: made, sealed for the storage, and opened again.

use frontdesk_contract::machines::MachineSecretKey;
use frontdesk_storage::machines as stored;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

const PURPOSE: &str = "secret key of a machine";

/// A new key: the secret, and what is stored of it.
pub(super) fn new_secret_key(cx: &Context, machine_id: &str) -> ApiResult<(String, stored::MachineSecretKey)> {
    let secret = cx.shared.ids.machine_secret_key();
    let sealed = cx.instance.signing_key.seal(PURPOSE, machine_id, &secret).map_err(|error| unusable(&error))?;
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
    cx.instance.signing_key.open(PURPOSE, &key.machine_id, &key.sealed).map_err(|error| unusable(&error))
}

pub(super) fn present_secret_key(secret: String) -> MachineSecretKey {
    MachineSecretKey { object: "machine_secret_key".into(), secret }
}

fn unusable(error: &dyn std::error::Error) -> ApiError {
    tracing::error!(%error, "the secret key of a machine cannot be sealed or opened");
    kinds::INTERNAL.with("The secret key cannot be read. The log has the reason beside this trace id.")
}
