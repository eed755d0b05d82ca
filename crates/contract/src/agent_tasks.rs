//! Agent tasks: how a program signs in on behalf of a user to do something.

use crate::list::operations;

mod agent_task;

pub use agent_task::*;

operations! {
    create_agent_task::CreateAgentTask,
    revoke_agent_task::RevokeAgentTask,
}
