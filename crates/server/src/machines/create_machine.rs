use frontdesk_contract::machines::{CreateMachine, MachineWithSecretKey};
use frontdesk_storage::machines::Machine;

use super::present::{present_machine, with_secret_key};
use super::scopes::keep_targets;
use super::secret_key::new_secret_key;
use crate::context::Context;
use crate::error::ApiResult;

/// How long tokens live unless their machine or their request says otherwise, in seconds.
const DEFAULT_TOKEN_TTL: i64 = 3600;

pub(crate) async fn create_machine(cx: Context, request: CreateMachine) -> ApiResult<MachineWithSecretKey> {
    let body = request.body;
    let machine = Machine {
        id: cx.new_id("mch"),
        name: body.name,
        default_token_ttl: body.default_token_ttl.unwrap_or(DEFAULT_TOKEN_TTL),
        created_at: cx.now,
        updated_at: cx.now,
    };
    let (secret, key) = new_secret_key(&cx, &machine.id)?;
    let scoped = body.scoped_machines.unwrap_or_default();
    let inner = cx.clone();
    let shown = cx
        .write(move |tx| {
            keep_targets(tx, "scoped_machines", &scoped)?;
            tx.insert_machine(&machine)?;
            tx.insert_machine_secret_key(&key)?;
            tx.insert_machine_scopes(&machine.id, &scoped, inner.now)?;
            present_machine(&inner, tx, machine.clone())
        })
        .await?;
    Ok(with_secret_key(shown, secret))
}
