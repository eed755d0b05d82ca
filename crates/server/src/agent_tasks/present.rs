//! From what is stored of an agent task to what the API shows of one.

use frontdesk_contract::agent_tasks::AgentTask;
use frontdesk_storage::agent_tasks as stored;

/// The task without its link, which is handed out once.
pub(super) fn present_agent_task(task: stored::AgentTask) -> AgentTask {
    AgentTask {
        object: "agent_task".into(),
        agent_id: task.agent_id,
        task_id: task.id.clone(),
        agent_task_id: task.id,
        url: None,
    }
}
