//! The link to the page where webhooks are managed. Whoever has it needs no other key, so that it lasts for an hour.

use std::sync::Arc;

use frontdesk_contract::webhooks::SvixUrl;
use frontdesk_storage::webhook_applications::WebhookApplication;
use frontdesk_tokens::{NewTicket, TicketKind, issue_ticket};

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::sessions::mint::signing_failed;

/// How long a link works, in seconds.
const LIFETIME: i64 = 3600;

/// Signs a link on a thread that may block.
pub(super) async fn sign_link(cx: &Context, application: WebhookApplication) -> ApiResult<SvixUrl> {
    let (instance, now) = (Arc::clone(&cx.instance), cx.now);
    let ticket = cx.blocking(move || {
        let new = NewTicket {
            instance_id: &instance.row.id,
            resource_id: &application.id,
            kind: TicketKind::WebhookManagement,
            issued_at_ms: now,
            lifetime_seconds: LIFETIME,
        };
        issue_ticket(&instance.signing_key, &new).map_err(|error| signing_failed(&error))
    });
    let ticket = ticket.await??;
    let svix_url = format!("{}{}{}?key={ticket}", cx.shared.public_url, super::page::PREFIX, cx.instance.id);
    Ok(SvixUrl { svix_url })
}

/// That webhooks are off.
pub(super) fn missing() -> ApiError {
    kinds::SVIX_APP_MISSING.with("Webhooks are off in this instance. Turn them on by POST /webhooks/svix.")
}
