use frontdesk_contract::users::{ReplaceUserMetadata, User};
use frontdesk_storage::Tx;

use super::change::change_user;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::metadata;

pub(crate) fn replace_user_metadata(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ReplaceUserMetadata,
) -> ApiResult<User> {
    let body = &request.body;
    let user = change_user(cx, tx, &request.user_id, |user| {
        for (name, given, stored) in [
            ("public_metadata", &body.public_metadata, &mut user.public_metadata),
            ("private_metadata", &body.private_metadata, &mut user.private_metadata),
            ("unsafe_metadata", &body.unsafe_metadata, &mut user.unsafe_metadata),
        ] {
            if let Some(given) = given {
                metadata::check_size(name, given)?;
                stored.clone_from(given);
            }
        }
        Ok(())
    })?;
    Ok(present_user(cx, user))
}
