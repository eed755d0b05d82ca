//! The page that a management link opens.

use std::sync::Arc;

use axum::body::Body;
use frontdesk_tokens::{TicketKind, read_ticket};
use http::request::Parts as RequestHead;
use http::{Method, Response, StatusCode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::context::Shared;
use crate::error::ApiResult;
use crate::html;
use crate::instance::Instance;

/// How the path begins; the id of the instance follows.
pub(crate) const PREFIX: &str = "/webhooks/manage/";

/// Whether a request asks for the page.
pub(crate) fn is_page_request(head: &RequestHead) -> bool {
    head.method == Method::GET && head.uri.path().starts_with(PREFIX)
}

/// Answers a request.
pub(crate) async fn serve(shared: &Arc<Shared>, head: &RequestHead) -> Response<Body> {
    let instance_id = head.uri.path().strip_prefix(PREFIX).unwrap_or_default().to_owned();
    let query = head.uri.query().unwrap_or_default();
    let key = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "key");
    let key = key.map(|(_, key)| key.into_owned()).unwrap_or_default();
    match find(shared, instance_id.clone(), key).await {
        Ok(Some(since)) => html::page(StatusCode::OK, render(&instance_id, since)),
        Ok(None) => html::page(StatusCode::FORBIDDEN, refusal()),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            html::page(status, "<!doctype html><title>Webhooks</title><p>Not available at the moment.</p>".to_owned())
        }
    }
}

/// Since when the webhooks are on that the link is for; `None` for a link that is not or no longer good.
async fn find(shared: &Arc<Shared>, instance_id: String, key: String) -> ApiResult<Option<i64>> {
    if instance_id.contains(['\0', '%']) {
        return Ok(None);
    }
    let id = instance_id.clone();
    let row = shared.store.system_read(move |tx| -> ApiResult<_> { Ok(tx.find_instance(&id)?) }).await?;
    let Some(row) = row else { return Ok(None) };
    let now = shared.clock.now();
    let ticket = shared.blocking(move || -> ApiResult<_> {
        let instance = Instance::from_row(row)?;
        let kinds = [TicketKind::WebhookManagement];
        Ok(read_ticket(&instance.signing_key, &key, &instance.row.id, &kinds, now).ok())
    });
    let Some(ticket) = ticket.await?? else { return Ok(None) };
    let application =
        shared.store.read(instance_id.into(), |tx| -> ApiResult<_> { Ok(tx.find_webhook_application()?) });
    Ok(application.await?.filter(|one| one.id == ticket.resource_id).map(|one| one.created_at))
}

fn render(instance_id: &str, since: i64) -> String {
    let since = OffsetDateTime::from_unix_timestamp(since / 1000).ok().and_then(|time| time.format(&Rfc3339).ok());
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Webhooks</title><h1>Webhooks</h1>\
         <p>The webhooks of <code>{}</code> are on since {}.</p>\
         <p>This server does not deliver events to endpoints yet.</p></html>",
        html::escape(instance_id),
        html::escape(&since.unwrap_or_default())
    )
}

fn refusal() -> String {
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Webhooks</title><h1>Webhooks</h1>\
     <p>This link does not work, or not any more. <code>POST /v1/webhooks/svix_url</code> makes a new one.</p></html>"
        .to_owned()
}
