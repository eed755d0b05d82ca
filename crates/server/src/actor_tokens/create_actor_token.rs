use frontdesk_contract::actor_tokens::{Actor, ActorToken, CreateActorToken};
use frontdesk_storage::actor_tokens as stored;
use frontdesk_tokens::TicketKind;
use serde_json::{Map, Value};

use super::present::present_actor_token;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::metadata;
use crate::tickets::{TicketWish, positive_seconds, sign_ticket};

/// An hour.
const DEFAULT_LIFETIME_SECONDS: i64 = 3600;
/// Half an hour.
const DEFAULT_SESSION_SECONDS: i64 = 1800;

pub(crate) async fn create_actor_token(cx: Context, request: CreateActorToken) -> ApiResult<ActorToken> {
    let body = request.body;
    let lifetime = positive_seconds("expires_in_seconds", body.expires_in_seconds, DEFAULT_LIFETIME_SECONDS)?;
    let session = body.session_max_duration_in_seconds;
    let session = positive_seconds("session_max_duration_in_seconds", session, DEFAULT_SESSION_SECONDS)?;
    let actor = read_actor(body.actor)?;
    let id = cx.new_id("act");
    let wish = TicketWish { resource_id: id.clone(), issued_at: cx.now, lifetime_seconds: lifetime };
    let signed = sign_ticket(&cx, TicketKind::ActorToken, wish).await?;
    let token = stored::ActorToken {
        id,
        user_id: body.user_id,
        status: "pending".to_owned(),
        created_at: cx.now,
        updated_at: cx.now,
        expires_at: cx.now.saturating_add(lifetime.saturating_mul(1000)),
        details: stored::ActorTokenDetails { actor, session_max_duration_seconds: session, ticket_hash: signed.hash },
    };
    let row = token.clone();
    cx.write(move |tx| {
        if tx.find_user(&row.user_id)?.is_none() {
            let sentence = format!("There is no user with the id {} in this instance.", row.user_id);
            return Err(kinds::FORM_RESOURCE_NOT_FOUND.param("user_id", sentence));
        }
        Ok(tx.insert_actor_token(&row)?)
    })
    .await?;
    Ok(ActorToken { token: Some(signed.ticket), url: Some(signed.url), ..present_actor_token(token) })
}

/// The actor as one object. It stands in every token of the session, so it may not be large.
fn read_actor(actor: Actor) -> ApiResult<Map<String, Value>> {
    if actor.sub.trim().is_empty() {
        return Err(kinds::FORM_PARAM_VALUE_INVALID.param("actor.sub", "`actor.sub` must say who is acting."));
    }
    let mut payload = actor.others;
    payload.insert("sub".to_owned(), Value::String(actor.sub));
    metadata::check_size("actor", &payload)?;
    Ok(payload)
}
