use frontdesk_contract::machines::{GetMachineSecretKey, MachineSecretKey};

use super::machine_not_found;
use super::secret_key::{open_secret_key, present_secret_key};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn get_machine_secret_key(cx: Context, request: GetMachineSecretKey) -> ApiResult<MachineSecretKey> {
    let id = request.machine_id.clone();
    let key = cx.read(move |tx| Ok(tx.find_machine_secret_key(&id)?)).await?;
    let key = key.ok_or_else(|| machine_not_found(&request.machine_id))?;
    Ok(present_secret_key(open_secret_key(&cx, &key)?))
}
