use frontdesk_contract::clients::{Client, VerifyClient};

use super::present::present_clients;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// Answers with the client whose own token is given.
pub(crate) async fn verify_client(cx: Context, request: VerifyClient) -> ApiResult<Client> {
    let decoded =
        cx.instance.signing_key.verify_signature(&request.body.token).map_err(|error| {
            kinds::INVALID_SESSION_TOKEN.param("token", format!("The token cannot be used: {error}."))
        })?;
    let claim = |name: &str| {
        decoded.claims.get(name).and_then(|claim| claim.as_str()).map(str::to_owned).ok_or_else(|| {
            kinds::COOKIE_INVALID
                .param("token", format!("The token lacks the claim `{name}`: it is not a client's own."))
        })
    };
    let (id, secret) = (claim("id")?, claim("rotating_token")?);
    let hash = crate::hash_secret(&secret);
    let inner = cx.clone();
    cx.read(move |tx| {
        let client = tx.find_client(&id)?.ok_or_else(nobody)?;
        if client.rotating_token_hash.as_ref() != Some(&hash) {
            return Err(kinds::COOKIE_INVALID.param("token", "The token was replaced by a newer one of its client."));
        }
        present_clients(&inner, tx, vec![client])?.pop().ok_or_else(nobody)
    })
    .await
}

fn nobody() -> ApiError {
    kinds::NO_CLIENT_FOUND.param("token", "The client of this token does not exist any more.")
}
