use super::AllowlistIdentifier;
use crate::{Listing, operation};

/// Lists the identifiers on the allow-list.
#[operation(
    id = "ListAllowlistIdentifiers",
    get = "/allowlist_identifiers",
    tag = "Allow-list / Block-list",
    returns = Listing<AllowlistIdentifier>,
    errors = "401 402",
    sdk(
        js = "allowlistIdentifiers.getAllowlistIdentifierList({ ... }) + paginated=true",
        python = "allowlist_identifiers.list(...)",
        go = "allowlistidentifier.List",
    ),
)]
pub struct ListAllowlistIdentifiers {
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
