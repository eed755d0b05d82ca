use super::ListedIdentifierType;
use crate::{Text, object};

/// An entry of the block-list: who may not sign up while the list is on.
#[object(closed)]
pub struct BlocklistIdentifier {
    /// Always `blocklist_identifier`.
    #[api(required = "none", values = "blocklist_identifier")]
    pub object: Text,
    /// The entry's id, `blid_…`.
    #[api(required = "none")]
    pub id: String,
    /// Who may not sign up: an e-mail address, all of a domain as `*@example.com`, a phone number or a wallet, in
    /// lower case.
    pub identifier: Option<String>,
    /// What kind of identifier it is.
    pub identifier_type: Option<ListedIdentifierType>,
    /// The instance's id, `ins_…`.
    pub instance_id: Option<String>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: Option<i64>,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: Option<i64>,
}
