use crate::{Text, object};

/// Something that an agent does on behalf of a user, in a session of its own.
#[object(closed)]
pub struct AgentTask {
    /// Always `agent_task`.
    #[api(values = "agent_task")]
    pub object: Text,
    /// The agent's id, `agent_…`; the same for every task of an agent of that name.
    pub agent_id: String,
    /// The task's id, `agttsk_…`.
    pub agent_task_id: String,
    /// The task's id once more.
    ///
    /// Use `agent_task_id` instead.
    #[api(deprecated)]
    pub task_id: String,
    /// The link that opens the session; only in the answer that creates the task.
    pub url: Option<String>,
}
