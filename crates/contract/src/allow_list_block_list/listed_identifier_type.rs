use crate::values;

/// What kind of identifier an entry of the allow-list or block-list holds.
#[values]
pub enum ListedIdentifierType {
    /// An e-mail address, or all addresses of a domain.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// A wallet's address.
    Web3Wallet,
}
