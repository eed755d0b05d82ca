//! From what is stored of machines to what the API shows of them.

use std::collections::HashMap;

use frontdesk_contract::machines::{Machine, MachineWithSecretKey, MachineWithoutScopedMachines};
use frontdesk_storage::Tx;
use frontdesk_storage::machines as stored;

use crate::context::Context;
use crate::error::ApiResult;

/// A machine, with those that it may talk to.
pub(super) fn present_machine(cx: &Context, tx: &mut Tx<'_, '_>, machine: stored::Machine) -> ApiResult<Machine> {
    let mut shown = present_machines(cx, tx, vec![machine])?;
    // One goes in, and one comes out.
    Ok(shown.remove(0))
}

/// Machines, with those that each may talk to.
pub(super) fn present_machines(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    machines: Vec<stored::Machine>,
) -> ApiResult<Vec<Machine>> {
    let ids: Vec<String> = machines.iter().map(|machine| machine.id.clone()).collect();
    let mut scoped: HashMap<String, Vec<MachineWithoutScopedMachines>> = HashMap::new();
    for (from, to) in tx.list_scoped_machines(&ids)? {
        scoped.entry(from).or_default().push(without_scoped_machines(cx, to));
    }
    let show = |machine: stored::Machine| Machine {
        object: "machine".into(),
        scoped_machines: scoped.remove(&machine.id).unwrap_or_default(),
        id: machine.id,
        name: machine.name,
        instance_id: cx.instance.row.id.clone(),
        default_token_ttl: Some(machine.default_token_ttl),
        created_at: machine.created_at,
        updated_at: machine.updated_at,
    };
    Ok(machines.into_iter().map(show).collect())
}

/// A machine that was just made, with its key.
pub(super) fn with_secret_key(machine: Machine, secret_key: String) -> MachineWithSecretKey {
    MachineWithSecretKey {
        object: machine.object,
        id: machine.id,
        name: machine.name,
        instance_id: machine.instance_id,
        default_token_ttl: machine.default_token_ttl,
        scoped_machines: machine.scoped_machines,
        secret_key,
        created_at: machine.created_at,
        updated_at: machine.updated_at,
    }
}

fn without_scoped_machines(cx: &Context, machine: stored::Machine) -> MachineWithoutScopedMachines {
    MachineWithoutScopedMachines {
        object: "machine".into(),
        id: machine.id,
        name: machine.name,
        instance_id: cx.instance.row.id.clone(),
        default_token_ttl: Some(machine.default_token_ttl),
        created_at: machine.created_at,
        updated_at: machine.updated_at,
    }
}
