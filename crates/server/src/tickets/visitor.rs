//! Tickets that sign their holder in as a user: sign-in tokens, actor tokens and agent tasks.

use frontdesk_storage::Tx;
use frontdesk_storage::sessions::SessionDetails;
use frontdesk_tokens::TicketKind;
use serde_json::{Map, Value, json};

use super::redeem::{Attempt, Owners, Presented, Redeemed, check_may_sign_in, expired, invalid};
use crate::agent_tasks::redirect::check_own_domain;
use crate::context::Context;
use crate::error::{ApiResult, ErrorKind, kinds};
use crate::sessions::open_session::{NewSession, open_session};

/// What a ticket of this kind is called, and what it is refused with.
struct Refusals {
    what: &'static str,
    revoked: ErrorKind,
    used: ErrorKind,
    unusable: ErrorKind,
    gone: ErrorKind,
    not_in_sign_in: ErrorKind,
}

const OF_SIGN_IN_TOKENS: Refusals = Refusals {
    what: "sign-in token",
    revoked: kinds::SIGN_IN_TOKEN_REVOKED,
    used: kinds::SIGN_IN_TOKEN_ALREADY_USED,
    unusable: kinds::SIGN_IN_TOKEN_CANNOT_BE_USED,
    gone: kinds::SIGN_IN_TOKEN_CANNOT_BE_USED,
    not_in_sign_in: kinds::SIGN_IN_TOKEN_NOT_IN_SIGN_IN,
};

const OF_ACTOR_TOKENS: Refusals = Refusals {
    what: "actor token",
    revoked: kinds::ACTOR_TOKEN_REVOKED,
    used: kinds::ACTOR_TOKEN_ALREADY_USED,
    unusable: kinds::ACTOR_TOKEN_CANNOT_BE_USED,
    gone: kinds::ACTOR_TOKEN_SUBJECT_NOT_FOUND,
    not_in_sign_in: kinds::ACTOR_TOKEN_NOT_IN_SIGN_IN,
};

const OF_AGENT_TASKS: Refusals = Refusals {
    what: "agent task",
    revoked: kinds::AGENT_TASK_REVOKED,
    used: kinds::AGENT_TASK_ALREADY_USED,
    unusable: kinds::AGENT_TASK_CANNOT_BE_USED,
    gone: kinds::AGENT_TASK_SUBJECT_NOT_FOUND,
    not_in_sign_in: kinds::AGENT_TASK_NOT_IN_SIGN_IN,
};

impl Refusals {
    fn of(kind: TicketKind) -> &'static Self {
        match kind {
            TicketKind::ActorToken => &OF_ACTOR_TOKENS,
            TicketKind::AgentTask => &OF_AGENT_TASKS,
            _ => &OF_SIGN_IN_TOKENS,
        }
    }
}

/// What is stored of a ticket, whichever kind it is.
struct Grant {
    status: String,
    expires_at: i64,
    ticket_hash: String,
    session: NewSession,
    redirect_url: Option<String>,
}

impl Grant {
    fn find(cx: &Context, tx: &mut Tx<'_, '_>, presented: &Presented) -> ApiResult<Option<Self>> {
        let id = presented.id();
        Ok(match presented.ticket.kind {
            TicketKind::ActorToken => tx.find_actor_token(id)?.map(|token| Self {
                status: token.status,
                expires_at: token.expires_at,
                ticket_hash: token.details.ticket_hash,
                session: acting(token.details.actor, token.details.session_max_duration_seconds),
                redirect_url: None,
            }),
            TicketKind::AgentTask => tx.find_agent_task(id)?.map(|task| Self {
                status: task.status,
                expires_at: task.expires_at,
                ticket_hash: task.details.ticket_hash,
                session: acting(agent(&task.agent_id), task.details.session_max_duration_seconds),
                redirect_url: Some(task.details.redirect_url),
            }),
            _ => tx.find_sign_in_token(id)?.map(|token| Self {
                status: token.status,
                expires_at: token.expires_at,
                ticket_hash: token.ticket_hash,
                session: NewSession {
                    organization_id: token.organization_id,
                    details: SessionDetails { first_factor_verified_at: Some(cx.now), ..SessionDetails::default() },
                    ..NewSession::default()
                },
                redirect_url: None,
            }),
        })
    }
}

/// The session of somebody who is not the user, and has proved nothing as one.
fn acting(actor: Map<String, Value>, seconds: i64) -> NewSession {
    NewSession {
        max_duration_seconds: Some(seconds),
        details: SessionDetails { actor: Some(actor), ..SessionDetails::default() },
        ..NewSession::default()
    }
}

/// An agent as the claim `act` names it.
fn agent(id: &str) -> Map<String, Value> {
    Map::from_iter([("sub".to_owned(), json!(id)), ("type".to_owned(), json!("agent"))])
}

pub(super) fn redeem(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    presented: &Presented,
    owners: &Owners,
    attempt: &Attempt,
) -> ApiResult<Redeemed> {
    let kind = presented.ticket.kind;
    let refusals = Refusals::of(kind);
    let what = refusals.what;
    if matches!(attempt, Attempt::SignUp(_)) {
        return Err(refusals
            .not_in_sign_in
            .with(format!("The ticket is that of a {what}, which signs users in, not up.")));
    }
    let gone = || refusals.gone.with(format!("The user of this {what} does not exist any more."));
    let user_id = owners.user_id.as_ref().ok_or_else(gone)?;
    let user = tx.find_user(user_id)?.ok_or_else(gone)?;
    let grant = Grant::find(cx, tx, presented)?.ok_or_else(gone)?;
    if !presented.is(&grant.ticket_hash) {
        return Err(invalid());
    }
    match grant.status.as_str() {
        "pending" => {}
        "revoked" => return Err(refusals.revoked.with(format!("The {what} was taken back."))),
        "accepted" => return Err(refusals.used.with(format!("The {what} was used before, and works only once."))),
        _ => return Err(refusals.unusable.with(format!("The {what} cannot be used any more."))),
    }
    if grant.expires_at <= cx.now {
        return Err(expired());
    }
    check_may_sign_in(cx, &user)?;
    if let Some(url) = &grant.redirect_url {
        check_own_domain(cx, url)?;
    }
    match kind {
        TicketKind::ActorToken => tx.update_actor_token_status(presented.id(), "accepted", cx.now)?,
        TicketKind::AgentTask => tx.update_agent_task_status(presented.id(), "accepted", cx.now)?,
        _ => tx.update_sign_in_token_status(presented.id(), "accepted", cx.now)?,
    }
    let new = NewSession { rotating_token_hash: presented.rotating_token_hash.clone(), ..grant.session };
    let (session, client) = open_session(cx, tx, &user, new)?;
    Ok(Redeemed { kind, user, session, client, redirect_url: grant.redirect_url })
}
