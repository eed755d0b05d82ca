//! Agent tasks: tickets that sign a program in on behalf of a user once.

use crate::api::routes;

mod present;
pub(crate) mod redirect;

routes! {
    flow create_agent_task,
    write revoke_agent_task,
}
