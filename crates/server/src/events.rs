//! Events: what webhooks tell of a change, recorded in the unit of work that makes it.
//!
//! A handler calls [`record`] once for each event, after the change and with what the API would answer now.

mod caller;
mod sealed;

use std::sync::Arc;

use frontdesk_contract::EVENT_TYPES;
use frontdesk_storage::Tx;
use frontdesk_storage::events::{Event, NewEvent};
use serde::Serialize;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub use caller::Caller;
pub use sealed::open_page;

/// Records an event of the type `kind` (one of [`EVENT_TYPES`]) about the resource of that id. `data` is the
/// resource as the newest version of the API shows it after the change, or what is left of a deleted one. The event is
/// written when the unit of work is, or not at all.
pub(crate) fn record<T: Serialize + ?Sized>(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    kind: &'static str,
    resource_id: &str,
    data: &T,
) -> ApiResult<()> {
    let id = cx.new_id("evt");
    let mut data = write(data)?;
    if sealed::is_secret(kind) {
        data = sealed::seal(cx, &id, &data)?;
    }
    record_as(cx, tx, id, kind, resource_id, &data);
    Ok(())
}

/// An answer that is written once, for the caller and for an event: what is known before the unit of work begins need
/// not be written within it.
pub(crate) struct Written<T> {
    pub(crate) answer: T,
    /// The answer as the newest version of the API shows it.
    pub(crate) json: Arc<str>,
}

impl<T: Serialize> Written<T> {
    pub(crate) fn new(answer: T) -> ApiResult<Self> {
        Ok(Self { json: write(&answer)?, answer })
    }
}

fn write<T: Serialize + ?Sized>(data: &T) -> ApiResult<Arc<str>> {
    serde_json::to_string(data).map(Arc::from).map_err(|error| -> ApiError {
        tracing::error!(%error, "an event cannot be written");
        kinds::INTERNAL.with("The server failed to answer. The log has the reason beside this trace id.")
    })
}

/// As [`record`], with data that is written already, for a type whose events bear no secrets.
pub(crate) fn record_written(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    kind: &'static str,
    resource_id: &str,
    data: &Arc<str>,
) {
    debug_assert!(!sealed::is_secret(kind), "events of the type `{kind}` are sealed");
    record_as(cx, tx, cx.new_id("evt"), kind, resource_id, data);
}

fn record_as(cx: &Context, tx: &mut Tx<'_, '_>, id: String, kind: &'static str, resource_id: &str, data: &Arc<str>) {
    debug_assert!(EVENT_TYPES.contains(&kind), "`{kind}` is no type of event");
    tx.record_event(NewEvent {
        id,
        kind,
        resource_id: resource_id.to_owned(),
        created_at: cx.now,
        client_ip: cx.caller.client_ip(),
        user_agent: cx.caller.user_agent(),
        data: Arc::clone(data),
    });
}

/// The event for whoever follows them all: where it stands, and what a webhook tells of it.
pub fn line(event: &Event) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        r#"{{"sequence":{},"id":{},"resource_id":{},"event":{}}}"#,
        event.sequence,
        quoted(&event.id),
        quoted(&event.resource_id),
        envelope(event)
    )
}

/// The event as a webhook tells it: the same bytes every time, since receivers check a signature of them.
pub fn envelope(event: &Event) -> String {
    let Event { data, kind, created_at, instance_id, client_ip, user_agent, .. } = event;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        r#"{{"data":{data},"object":"event","type":{},"timestamp":{created_at},"instance_id":{},"event_attributes":{{"http_request":{{"client_ip":{},"user_agent":{}}}}}}}"#,
        quoted(kind),
        quoted(instance_id),
        quoted(client_ip),
        quoted(user_agent)
    )
}
