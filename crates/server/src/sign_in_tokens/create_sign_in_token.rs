use frontdesk_contract::Maybe;
use frontdesk_contract::sign_in_tokens::{CreateSignInToken, CreateSignInTokenBody, SignInToken};
use frontdesk_storage::Tx;
use frontdesk_storage::sign_in_tokens as stored;
use frontdesk_tokens::TicketKind;

use super::present::present_sign_in_token;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::tickets::{TicketWish, sign_ticket};

/// Thirty days.
const DEFAULT_LIFETIME_SECONDS: i64 = 2_592_000;

pub(crate) async fn create_sign_in_token(cx: Context, request: CreateSignInToken) -> ApiResult<SignInToken> {
    let id = cx.new_id("sit");
    let lifetime = request.body.expires_in_seconds.value().copied().unwrap_or(DEFAULT_LIFETIME_SECONDS);
    let wish = TicketWish { resource_id: id.clone(), issued_at: cx.now, lifetime_seconds: lifetime };
    let signed = sign_ticket(&cx, TicketKind::SignInToken, wish).await?;
    let stored = stored::SignInToken {
        id,
        user_id: request.body.user_id.clone(),
        organization_id: request.body.org_id.value().cloned(),
        status: "pending".to_owned(),
        created_at: cx.now,
        updated_at: cx.now,
        expires_at: cx.now.saturating_add(lifetime.saturating_mul(1000)),
        ticket_hash: signed.hash,
    };
    let (inner, row) = (cx.clone(), stored.clone());
    cx.write(move |tx| {
        check(&inner, tx, &request.body)?;
        Ok(tx.insert_sign_in_token(&row)?)
    })
    .await?;
    Ok(SignInToken { token: Some(signed.ticket), url: Maybe::Value(signed.url), ..present_sign_in_token(stored) })
}

fn check(cx: &Context, tx: &mut Tx<'_, '_>, body: &CreateSignInTokenBody) -> ApiResult<()> {
    let user = tx.find_user(&body.user_id)?.ok_or_else(|| ApiError::not_found("user", &body.user_id))?;
    let Some(organization_id) = body.org_id.value() else { return Ok(()) };
    if !cx.settings().organizations_enabled {
        return Err(kinds::ORGANIZATIONS_NOT_ENABLED
            .param("org_id", "Organizations are switched off in this instance, so none can be activated."));
    }
    match tx.find_active_membership(organization_id, &user.id)? {
        Some(_) => Ok(()),
        None => Err(kinds::RESOURCE_NOT_FOUND
            .param("org_id", format!("The user is not a member of an organization with the id {organization_id}."))),
    }
}
