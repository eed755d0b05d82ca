use frontdesk_contract::machines::{MachineSecretKey, RotateMachineSecretKey};

use super::get_machine_row;
use super::secret_key::{new_secret_key, present_secret_key};
use crate::context::Context;
use crate::error::ApiResult;

/// No earlier key works longer than the request says, also not one whose time was not up yet.
pub(crate) async fn rotate_machine_secret_key(
    cx: Context,
    request: RotateMachineSecretKey,
) -> ApiResult<MachineSecretKey> {
    let id = request.machine_id;
    let (secret, key) = new_secret_key(&cx, &id)?;
    let (now, until) = (cx.now, cx.now + request.body.previous_token_ttl * 1000);
    cx.write(move |tx| {
        get_machine_row(tx, &id)?;
        tx.end_machine_secret_keys(&id, until, now)?;
        Ok(tx.insert_machine_secret_key(&key)?)
    })
    .await?;
    cx.shared.forget_machine_keys();
    Ok(present_secret_key(secret))
}
