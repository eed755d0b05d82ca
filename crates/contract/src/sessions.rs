//! Sessions: a user signed in on a client, and the tokens that prove it.

use crate::list::operations;

mod session;
mod session_refresh;
mod session_token;

pub use session::*;
pub use session_refresh::*;
pub use session_token::*;

operations! {
    create_session::CreateSession,
    create_session_token::CreateSessionToken,
    create_session_token_from_template::CreateSessionTokenFromTemplate,
    get_session::GetSession,
    get_session_list::GetSessionList,
    refresh_session::RefreshSession,
    revoke_session::RevokeSession,
    verify_session::VerifySession,
}
