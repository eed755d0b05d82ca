use frontdesk_contract::agent_tasks::{AgentTask, RevokeAgentTask};
use frontdesk_storage::Tx;

use super::present::present_agent_task;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn revoke_agent_task(cx: &Context, tx: &mut Tx<'_, '_>, request: &RevokeAgentTask) -> ApiResult<AgentTask> {
    let id = &request.agent_task_id;
    let task = tx.find_agent_task(id)?.ok_or_else(|| {
        kinds::AGENT_TASK_NOT_FOUND.with(format!("There is no agent task with the id {id} in this instance."))
    })?;
    if task.status != "pending" {
        return Err(kinds::AGENT_TASK_CANNOT_BE_REVOKED
            .with(format!("The agent task is {} already; only a pending one can be revoked.", task.status)));
    }
    tx.update_agent_task_status(id, "revoked", cx.now)?;
    Ok(present_agent_task(task))
}
