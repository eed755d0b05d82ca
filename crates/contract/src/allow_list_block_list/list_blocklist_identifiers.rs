use super::BlocklistIdentifier;
use crate::{Page, operation};

/// Lists the identifiers on the block-list, all at once.
#[operation(
    id = "ListBlocklistIdentifiers",
    get = "/blocklist_identifiers",
    tag = "Allow-list / Block-list",
    returns = Page<BlocklistIdentifier>,
    errors = "401 402",
)]
pub struct ListBlocklistIdentifiers;
