use crate::{DeletedObject, operation};

/// Removes an identifier from the allow-list.
///
/// Users who have signed up with it stay. It can be added again.
#[operation(
    id = "DeleteAllowlistIdentifier",
    delete = "/allowlist_identifiers/{identifier_id}",
    tag = "Allow-list / Block-list",
    returns = DeletedObject,
    errors = "402 404",
    risk = destructive,
    destroys = "The entry: whom it names cannot sign up any more while the allow-list is on.",
    sdk(
        js = "allowlistIdentifiers.deleteAllowlistIdentifier(identifierId)",
        python = "allowlist_identifiers.delete(...)",
        go = "allowlistidentifier.Delete",
    ),
)]
pub struct DeleteAllowlistIdentifier {
    /// The entry's id, `alid_…`.
    #[api(path)]
    pub identifier_id: String,
}
