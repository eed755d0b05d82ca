use crate::object;

/// The names of attributes in the identity provider's answers, as far as they differ from the usual ones.
#[object(closed)]
#[derive(Default)]
pub struct SamlConnectionAttributeMappingBody {
    /// The attribute that identifies the person at the identity provider.
    pub user_id: Option<String>,
    /// The attribute that holds the e-mail address.
    pub email_address: Option<String>,
    /// The attribute that holds the given name.
    pub first_name: Option<String>,
    /// The attribute that holds the family name.
    pub last_name: Option<String>,
}
