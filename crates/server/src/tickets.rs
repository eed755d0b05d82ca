//! Tickets: signed links that are good for one use. They are signed here, on a thread that may block, and used here.

mod invitee;
mod redeem;
mod visitor;

use std::sync::Arc;

use frontdesk_tokens::{NewTicket, TicketKind, issue_ticket, ticket_url};

use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::sessions::mint::signing_failed;

pub(crate) use redeem::sign_in_browser;
pub use redeem::{Attempt, Redeemed, is_testing_token, redeem};

/// A ticket that was signed; it is handed out once and stored as a hash.
#[derive(Clone, Debug)]
pub(crate) struct SignedTicket {
    /// The ticket itself.
    pub(crate) ticket: String,
    /// The link that accepts it.
    pub(crate) url: String,
    /// What is stored of it.
    pub(crate) hash: String,
}

/// What a ticket is signed for. The same wish gives the same ticket, whenever it is signed.
#[derive(Clone, Debug)]
pub(crate) struct TicketWish {
    /// The id of the invitation, sign-in token or the like.
    pub(crate) resource_id: String,
    /// When that was made, milliseconds since the epoch.
    pub(crate) issued_at: i64,
    /// How long the ticket lives.
    pub(crate) lifetime_seconds: i64,
}

/// Signs the tickets in their order.
pub(crate) async fn sign_tickets(
    cx: &Context,
    kind: TicketKind,
    wishes: Vec<TicketWish>,
) -> ApiResult<Vec<SignedTicket>> {
    if wishes.is_empty() {
        return Ok(Vec::new());
    }
    let instance = Arc::clone(&cx.instance);
    cx.blocking(move || {
        let sign = |wish: TicketWish| {
            let new = NewTicket {
                instance_id: &instance.row.id,
                resource_id: &wish.resource_id,
                kind,
                issued_at_ms: wish.issued_at,
                lifetime_seconds: wish.lifetime_seconds,
            };
            let ticket = issue_ticket(&instance.signing_key, &new).map_err(|error| signing_failed(&error))?;
            let url = ticket_url(&instance.row.frontend_api, &ticket);
            Ok(SignedTicket { url, hash: crate::hash_secret(&ticket), ticket })
        };
        wishes.into_iter().map(sign).collect()
    })
    .await?
}

/// Signs one ticket.
pub(crate) async fn sign_ticket(cx: &Context, kind: TicketKind, wish: TicketWish) -> ApiResult<SignedTicket> {
    let signed = sign_tickets(cx, kind, vec![wish]).await?.pop();
    signed.ok_or_else(|| kinds::INTERNAL.with("No ticket was signed."))
}

/// The number of seconds that was given, or the usual one; nothing lasts no time.
pub(crate) fn positive_seconds(name: &str, given: Option<i64>, default: i64) -> ApiResult<i64> {
    match given {
        Some(seconds) if seconds < 1 => {
            Err(kinds::FORM_PARAM_VALUE_INVALID.param(name, format!("`{name}` must be at least 1 second.")))
        }
        seconds => Ok(seconds.unwrap_or(default)),
    }
}
