//! Actor tokens: tickets that sign somebody in as another user once.

use crate::api::routes;

mod present;

routes! {
    flow create_actor_token,
    write revoke_actor_token,
}
