use crate::{DeletedObject, operation};

/// Removes an identifier from the block-list.
///
/// It can be added again.
#[operation(
    id = "DeleteBlocklistIdentifier",
    delete = "/blocklist_identifiers/{identifier_id}",
    tag = "Allow-list / Block-list",
    returns = DeletedObject,
    errors = "402 404",
    risk = destructive,
    destroys = "The entry: whom it kept out can sign up.",
    sdk(
        js = "blocklistIdentifiers.deleteBlocklistIdentifier(identifierId)",
        python = "blocklist_identifiers.delete(...)",
        go = "blocklistidentifier.Delete",
    ),
)]
pub struct DeleteBlocklistIdentifier {
    /// The entry's id, `blid_…`.
    #[api(path)]
    pub identifier_id: String,
}
