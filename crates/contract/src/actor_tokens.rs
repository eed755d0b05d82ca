//! Actor tokens: how somebody signs in as another user, such as support staff.

use crate::list::operations;

mod actor_token;

pub use actor_token::*;

operations! {
    create_actor_token::CreateActorToken,
    revoke_actor_token::RevokeActorToken,
}
