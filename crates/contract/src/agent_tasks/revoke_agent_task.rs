use super::AgentTask;
use crate::operation;

/// Takes back an agent task whose link was not used yet.
#[operation(
    id = "RevokeAgentTask",
    post = "/agents/tasks/{agent_task_id}/revoke",
    tag = "Agent Tasks",
    versions = ">=2025-11-10",
    returns = AgentTask,
    errors = "400 404",
    risk = destructive,
    destroys = "The link: the agent cannot sign in with it any more.",
    sdk(js = "agentTasks.revoke(agentTaskId)", python = "agent_tasks.revoke(...)"),
)]
pub struct RevokeAgentTask {
    /// The task's id, `agttsk_…`.
    #[api(path)]
    pub agent_task_id: String,
}
