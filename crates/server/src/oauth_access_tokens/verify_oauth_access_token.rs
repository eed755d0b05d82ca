use std::sync::Arc;

use frontdesk_contract::oauth_access_tokens::{
    InactiveOauthAccessToken, OauthAccessTokenVerification, VerifiedOauthAccessToken, VerifyOauthAccessToken,
};
use frontdesk_storage::oauth_grants::VerifiedOauthToken;
use frontdesk_tokens::AccessTokenClaims;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// An opaque token is looked up by its hash. A JWT says itself what it is good for, and stays so until its end; what is
/// known of it besides is whether it would have been revoked.
pub(crate) async fn verify_oauth_access_token(
    cx: Context,
    request: VerifyOauthAccessToken,
) -> ApiResult<OauthAccessTokenVerification> {
    let body = request.body;
    let token = body.access_token.or(body.secret).ok_or_else(|| {
        kinds::BAD_REQUEST.param("access_token", "`access_token` is missing: send the token that is to be checked.")
    })?;
    if token.contains('.') { verify_jwt(&cx, token).await } else { verify_opaque(&cx, &token).await }
}

async fn verify_opaque(cx: &Context, token: &str) -> ApiResult<OauthAccessTokenVerification> {
    let hash = crate::hash_secret(token);
    let found = cx.read(move |tx| Ok(tx.find_oauth_access_token_by_hash(&hash)?)).await?;
    let VerifiedOauthToken { token, user_id, client_id, .. } =
        found.filter(|found| !found.revoked && found.token.expires_at > cx.now).ok_or_else(not_valid)?;
    Ok(OauthAccessTokenVerification::Known(VerifiedOauthAccessToken {
        object: "clerk_idp_oauth_access_token".into(),
        id: token.id,
        client_id,
        subject: user_id,
        scopes: token.scopes,
        revoked: false,
        revocation_reason: None,
        expired: false,
        expiration: Some(token.expires_at),
        created_at: token.created_at,
        updated_at: token.created_at,
    }))
}

async fn verify_jwt(cx: &Context, token: String) -> ApiResult<OauthAccessTokenVerification> {
    let (instance, now) = (Arc::clone(&cx.instance), cx.now);
    let claims = cx.blocking(move || AccessTokenClaims::read(&instance.signing_key, &token, now)).await?;
    let claims = claims.ok_or_else(not_valid)?;
    if claims.is_expired(cx.now) {
        return Ok(OauthAccessTokenVerification::Inactive(InactiveOauthAccessToken { active: false }));
    }
    let (id, user_id) = (claims.jti.clone(), claims.user_id.clone());
    let (known, is_somebody) =
        cx.read(move |tx| Ok((tx.find_oauth_access_token(&id)?, tx.find_user(&user_id)?.is_some()))).await?;
    if !is_somebody {
        return Err(not_valid());
    }
    let created_at = claims.issued_at_seconds * 1000;
    let revoked = known.filter(|known| known.revoked);
    Ok(OauthAccessTokenVerification::Known(VerifiedOauthAccessToken {
        object: "clerk_idp_oauth_access_token".into(),
        id: claims.jti,
        client_id: claims.client_id,
        subject: claims.user_id,
        scopes: claims.scopes,
        revoked: revoked.is_some(),
        updated_at: revoked.as_ref().map_or(created_at, |known| known.granted_or_revoked_at),
        revocation_reason: revoked.and_then(|known| known.revocation_reason),
        expired: false,
        expiration: Some(claims.expires_at_seconds * 1000),
        created_at,
    }))
}

/// The error for a token that nobody may rely on. It does not say why, nor repeat what may be a secret.
fn not_valid() -> ApiError {
    kinds::RESOURCE_NOT_FOUND.with("The token is no access token of this instance, or it is revoked or expired.")
}
