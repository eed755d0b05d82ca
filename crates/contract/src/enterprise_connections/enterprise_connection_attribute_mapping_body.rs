use crate::{Maybe, object};

/// The names of attributes in the SAML identity provider's answers, as far as they differ from the usual ones.
#[object(closed)]
#[derive(Default)]
pub struct EnterpriseConnectionAttributeMappingBody {
    /// The attribute that identifies the person at the identity provider.
    pub user_id: Maybe<String>,
    /// The attribute that holds the e-mail address.
    pub email_address: Maybe<String>,
    /// The attribute that holds the given name.
    pub first_name: Maybe<String>,
    /// The attribute that holds the family name.
    pub last_name: Maybe<String>,
}
