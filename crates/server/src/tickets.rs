//! Signing tickets on a thread that may block.

use std::sync::Arc;

use frontdesk_tokens::{NewTicket, TicketKind, issue_ticket, ticket_url};

use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::mint::signing_failed;

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

/// Signs a ticket for each of the resources, named by id and life in seconds, in their order.
pub(crate) async fn sign_tickets(
    cx: &Context,
    kind: TicketKind,
    resources: Vec<(String, i64)>,
) -> ApiResult<Vec<SignedTicket>> {
    let (instance, now) = (Arc::clone(&cx.instance), cx.now);
    cx.blocking(move || {
        let sign = |(resource_id, lifetime_seconds): (String, i64)| {
            let new = NewTicket {
                instance_id: &instance.row.id,
                resource_id: &resource_id,
                kind,
                issued_at_ms: now,
                lifetime_seconds,
            };
            let ticket = issue_ticket(&instance.signing_key, &new).map_err(|error| signing_failed(&error))?;
            let url = ticket_url(&instance.row.frontend_api, &ticket);
            Ok(SignedTicket { url, hash: crate::hash_secret(&ticket), ticket })
        };
        resources.into_iter().map(sign).collect()
    })
    .await?
}
