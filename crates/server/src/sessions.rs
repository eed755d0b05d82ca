//! Sessions and their tokens.

use crate::api::routes;
use crate::error::{ApiError, kinds};

mod active_organization;
mod cookies;
mod expired_token;
pub(crate) mod mint;
pub(crate) mod open_session;
pub(crate) mod present;
pub(crate) mod record;
pub(crate) mod template_context;

routes! {
    read get_session,
    read get_session_list,
    write create_session,
    write revoke_session,
    flow verify_session,
    flow create_session_token,
    flow create_session_token_from_template,
    flow refresh_session,
}

/// The error for a session that does not exist, or cannot be used for what was asked.
pub(crate) fn session_not_found(id: &str) -> ApiError {
    kinds::SESSION_NOT_FOUND.with(format!("There is no session with the id {id} in this instance."))
}
