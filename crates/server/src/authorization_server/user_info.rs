//! What is known of the user behind an access token.

use frontdesk_storage::Tx;
use frontdesk_storage::oauth_grants::VerifiedOauthToken;
use frontdesk_tokens::AccessTokenClaims;
use http::header::{AUTHORIZATION, HeaderMap};
use serde_json::json;
use std::sync::Arc;

use super::Answered;
use super::profile::{Person, own_claims, standard_claims};
use super::refusal::Refusal;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(super) async fn answer(cx: &Context, headers: &HeaderMap) -> Answered {
    let token = bearer(headers).ok_or_else(|| refused("Bearer"))?;
    let found = find_token(cx, token).await?.filter(|found| !found.revoked && found.token.expires_at > cx.now);
    let invalid = || refused("Bearer error=\"invalid_token\"");
    let VerifiedOauthToken { token, user_id, organization_id, .. } = found.ok_or_else(invalid)?;
    let person = cx.read(move |tx| find_person(tx, &user_id, organization_id.as_deref())).await?.ok_or_else(invalid)?;
    let mut answer = json!({
        "object": "oauth_user_info",
        "instance_id": cx.instance.row.id,
        "user_id": person.user.id,
        "sub": person.user.id,
    });
    if let Some(answer) = answer.as_object_mut() {
        answer.extend(standard_claims(cx, &person.user, &token.scopes));
        answer.extend(own_claims(&person, &token.scopes));
        if let Some(username) = answer.get("preferred_username").cloned() {
            // Its earlier name.
            answer.insert("username".to_owned(), username);
        }
    }
    Ok(Some(answer))
}

/// What an access token was issued for, whatever has become of it. A JWT is looked up as well once its signature is
/// right, since it may have been revoked.
pub(super) async fn find_token(cx: &Context, token: &str) -> Result<Option<VerifiedOauthToken>, Refusal> {
    if !token.contains('.') {
        let hash = crate::hash_secret(token);
        return Ok(cx.read(move |tx| Ok(tx.find_oauth_access_token_by_hash(&hash)?)).await?);
    }
    let (instance, now, token) = (Arc::clone(&cx.instance), cx.now, token.to_owned());
    let claims = cx.blocking(move || AccessTokenClaims::read(&instance.signing_key, &token, now)).await?;
    match claims {
        Some(claims) => Ok(cx.read(move |tx| Ok(tx.find_oauth_access_token(&claims.jti)?)).await?),
        None => Ok(None),
    }
}

/// Who granted something, if they are still there.
pub(super) fn find_person(
    tx: &mut Tx<'_, '_>,
    user_id: &str,
    organization_id: Option<&str>,
) -> ApiResult<Option<Person>> {
    let Some(user) = tx.find_users(&[user_id.to_owned()])?.pop() else { return Ok(None) };
    let organization = match organization_id {
        Some(id) if tx.find_active_membership(id, &user.id)?.is_some() => {
            tx.find_organizations(&[id.to_owned()])?.pop()
        }
        _ => None,
    };
    Ok(Some(Person { user, organization }))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    Some(token.trim()).filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
}

fn refused(challenge: &'static str) -> Refusal {
    let error = kinds::OAUTH_FETCH_USER_ERROR.with(
        "Send an access token of this instance as `Authorization: Bearer …` that is neither revoked nor expired.",
    );
    Refusal::bearer(error, challenge)
}
