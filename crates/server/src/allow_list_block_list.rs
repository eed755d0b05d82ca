//! Allow-list and block-list: who may sign up, and who may not.

use crate::api::routes;

pub(crate) mod entry;

routes! {
    read list_allowlist_identifiers,
    flow create_allowlist_identifier,
    write delete_allowlist_identifier,
    read list_blocklist_identifiers,
    write create_blocklist_identifier,
    write delete_blocklist_identifier,
}
