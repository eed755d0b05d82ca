//! Allow-list and block-list: who may sign up, and who may not.

use crate::list::operations;

mod allowlist_identifier;
mod blocklist_identifier;
mod listed_identifier_type;

pub use allowlist_identifier::*;
pub use blocklist_identifier::*;
pub use listed_identifier_type::*;

operations! {
    create_allowlist_identifier::CreateAllowlistIdentifier,
    create_blocklist_identifier::CreateBlocklistIdentifier,
    delete_allowlist_identifier::DeleteAllowlistIdentifier,
    delete_blocklist_identifier::DeleteBlocklistIdentifier,
    list_allowlist_identifiers::ListAllowlistIdentifiers,
    list_blocklist_identifiers::ListBlocklistIdentifiers,
}
