use super::BlocklistIdentifier;
use crate::{Page, operation};

/// Lists the identifiers on the block-list, all at once.
#[operation(
    id = "ListBlocklistIdentifiers",
    get = "/blocklist_identifiers",
    tag = "Allow-list / Block-list",
    returns = Page<BlocklistIdentifier>,
    errors = "401 402",
    sdk(
        js = "blocklistIdentifiers.getBlocklistIdentifierList({ ... })",
        python = "blocklist_identifiers.list()",
        go = "blocklistidentifier.List",
    ),
)]
pub struct ListBlocklistIdentifiers;
