use super::ListedIdentifierType;
use crate::{Text, object};

/// An entry of the allow-list: who may sign up while the list is on.
#[object(closed)]
pub struct AllowlistIdentifier {
    /// Always `allowlist_identifier`.
    #[api(required = "none", values = "allowlist_identifier")]
    pub object: Text,
    /// The entry's id, `alid_…`.
    #[api(required = "none")]
    pub id: String,
    /// The invitation that was sent, if one was asked for, `inv_…`.
    pub invitation_id: Option<String>,
    /// Who may sign up: an e-mail address, all of a domain as `*@example.com`, a phone number or a wallet, in lower
    /// case.
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
