use frontdesk_contract::machines::{DeleteMachine, DeletedMachine};

use super::get_machine_row;
use crate::context::Context;
use crate::error::ApiResult;

/// Its key and its tokens work no more from now on; of many tokens most go later, in the background.
pub(crate) async fn delete_machine(cx: Context, request: DeleteMachine) -> ApiResult<DeletedMachine> {
    let id = request.machine_id.clone();
    let leaves = cx
        .write(move |tx| {
            get_machine_row(tx, &id)?;
            Ok(tx.delete_machine(&id)?)
        })
        .await?;
    cx.shared.forget_machine_keys();
    if leaves {
        cx.shared.leftovers.notify_one();
    }
    Ok(DeletedMachine { object: "machine".into(), id: request.machine_id, deleted: true })
}
