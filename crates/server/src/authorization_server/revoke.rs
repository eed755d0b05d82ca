//! Revocation by the client that a token was issued to.

use super::form::Form;
use super::refusal::Refusal;
use super::{Answered, client};
use crate::context::Context;
use crate::oauth_tokens::lock_grant_by_token;

/// Why a grant ends that its client has no use for any more.
const REASON: &str = "The application revoked it.";

/// Takes back what the token was issued for. A token that is unknown needs no revoking.
pub(super) async fn answer(cx: &Context, form: Form) -> Answered {
    let application = client::authenticate(cx, &form).await?;
    let token = form.required("token")?.to_owned();
    if token.contains('.') {
        return Err(Refusal::token_type(
            "An access token that is a JWT is good until it expires. Revoke the refresh token that came with it.",
        ));
    }
    let searched = token.clone();
    // Before anything is locked: anybody may say that they are a public client.
    let Some(grant) = cx.read(move |tx| lock_grant_by_token(tx, &searched)).await? else { return Ok(None) };
    if grant.application_id != application.id {
        return Err(Refusal::grant("The token was issued to another client."));
    }
    let now = cx.now;
    cx.write(move |tx| match lock_grant_by_token(tx, &token)? {
        Some(grant) => Ok(tx.revoke_oauth_grant(&grant, Some(REASON), now)?),
        None => Ok(()),
    })
    .await?;
    Ok(None)
}
