use frontdesk_contract::users::{UpdateUserMetadata, User};
use frontdesk_storage::Tx;

use super::change::change_user;
use super::present::present_user;
use crate::context::Context;
use crate::error::ApiResult;
use crate::metadata;

pub(crate) fn update_user_metadata(cx: &Context, tx: &mut Tx<'_, '_>, request: &UpdateUserMetadata) -> ApiResult<User> {
    let body = &request.body;
    let user = change_user(cx, tx, &request.user_id, |user| {
        for (name, patch, stored) in [
            ("public_metadata", &body.public_metadata, &mut user.public_metadata),
            ("private_metadata", &body.private_metadata, &mut user.private_metadata),
            ("unsafe_metadata", &body.unsafe_metadata, &mut user.unsafe_metadata),
        ] {
            if let Some(patch) = patch {
                metadata::merge(stored, patch);
                metadata::check_size(name, stored)?;
            }
        }
        Ok(())
    })?;
    Ok(present_user(cx, user))
}
