use frontdesk_contract::oauth_applications::RevokeOauthApplicationToken;
use frontdesk_storage::Tx;

use super::get_application;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::oauth_tokens::lock_grant_by_token;

/// Takes back what the token was issued for, with all of its tokens. A refresh token that was replaced names it as well:
/// whoever found an old one wants those after it to end.
pub(crate) fn revoke_oauth_application_token(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RevokeOauthApplicationToken,
) -> ApiResult<()> {
    let application = get_application(tx, &request.oauth_application_id)?;
    let grant = lock_grant_by_token(tx, &request.body.token)?;
    let grant = grant.filter(|grant| grant.application_id == application.id).ok_or_else(|| {
        kinds::RESOURCE_NOT_FOUND.with(
            "The token is no opaque access token and no refresh token of this application. An access token that is a \
             JWT cannot be revoked: it is good until it expires.",
        )
    })?;
    Ok(tx.revoke_oauth_grant(&grant, None, cx.now)?)
}
