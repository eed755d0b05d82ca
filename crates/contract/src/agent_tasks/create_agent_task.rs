use super::AgentTask;
use crate::{Text, object, operation};

/// Creates a link that signs an agent in on behalf of a user, once.
///
/// It asks for no second factor. The agent can do whatever the user can, and the claim `act` of the session's tokens says
/// that it is an agent.
#[operation(
    id = "CreateAgentTask",
    post = "/agents/tasks",
    tag = "Agent Tasks",
    versions = ">=2025-11-10",
    returns = AgentTask,
    errors = "400 404 422",
    sdk(js = "agentTasks.create({ ...deep })", python = "agent_tasks.create(request)"),
)]
pub struct CreateAgentTask {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateAgentTaskBody,
}

/// Who does what on behalf of whom.
#[object(closed)]
pub struct CreateAgentTaskBody {
    /// The user on whose behalf it happens.
    pub on_behalf_of: AgentTaskSubject,
    /// What the agent may do: always `*`, everything.
    #[api(values = "*")]
    pub permissions: Text,
    /// The agent's name, from which its id is derived.
    pub agent_name: String,
    /// What the agent is going to do, for the records.
    pub task_description: String,
    /// Where the agent lands once it is signed in: on a domain of the instance, and with `https` in production.
    #[api(format = "uri")]
    pub redirect_url: String,
    /// How many seconds the session lasts at most.
    #[api(default = "1800")]
    pub session_max_duration_in_seconds: Option<i64>,
}

/// A user, named in exactly one of two ways.
#[object]
#[derive(Default)]
pub struct AgentTaskSubject {
    /// The user's id, `user_…`.
    pub user_id: Option<String>,
    /// A verified identifier of the user, such as an e-mail address.
    pub identifier: Option<String>,
}
