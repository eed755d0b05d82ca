//! Events that carry what lets somebody in: one-time codes and links of messages. They are sealed in the table, and opened
//! for whoever may read events.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_storage::Store;
use frontdesk_storage::events::EventPage;

use crate::context::Context;
use crate::error::ApiResult;
use crate::instance::Instance;
use crate::sealed::{Purpose, is_sealed, open_text, seal_text};

/// How the types begin whose events show a code, or a link with a ticket.
const SECRET: [&str; 4] = ["email.", "sms.", "organizationInvitation.", "waitlistEntry."];

/// Whether events of that type carry secrets.
pub(super) fn is_secret(kind: &str) -> bool {
    SECRET.iter().any(|begin| kind.starts_with(begin))
}

/// What is stored of what the event with that id shows.
pub(super) fn seal(cx: &Context, id: &str, data: &str) -> ApiResult<Arc<str>> {
    seal_text(&cx.instance, Purpose::Event, id, data).map(Arc::from)
}

/// Opens what is sealed in some events that were read. What an instance left that is gone shows `null`.
///
/// # Errors
///
/// The database fails, or an event cannot be opened with the key of its instance.
pub async fn open_page(store: &Store, page: &mut EventPage) -> ApiResult<()> {
    let mut instances: HashMap<String, Option<Instance>> = HashMap::new();
    for event in page.events.iter_mut().filter(|event| is_sealed(&event.data)) {
        let id = event.instance_id.clone();
        if !instances.contains_key(&id) {
            let wanted = id.clone();
            let row = store.system_read(move |tx| -> ApiResult<_> { Ok(tx.find_instance(&wanted)?) }).await?;
            instances.insert(id.clone(), row.map(Instance::from_row).transpose()?);
        }
        event.data = match instances.get(&id).and_then(Option::as_ref) {
            Some(instance) => open_text(instance, Purpose::Event, &event.id, &event.data)?,
            None => "null".to_owned(),
        };
    }
    Ok(())
}
