//! Naming users and organizations in a seed: by id, or by whatever else nobody shares with them.

use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users::User;

use super::SeedError;

/// The user of that id, e-mail address, phone number, wallet, username or external id.
pub(super) fn find_user(tx: &mut Tx<'_, '_>, name: &str) -> Result<User, SeedError> {
    if let Some(user) = tx.find_user(name)? {
        return Ok(user);
    }
    for (kind, value) in [
        (Kind::EmailAddress, normalize_email(name).ok()),
        (Kind::PhoneNumber, normalize_phone(name).ok()),
        (Kind::Web3Wallet, normalize_web3_wallet(name).ok()),
        (Kind::Username, Some(name.to_lowercase())),
        (Kind::ExternalId, Some(name.to_owned())),
    ] {
        if let Some(value) = value
            && let Some(id) = tx.find_claimant(kind, &value)?
            && let Some(user) = tx.find_user(&id)?
        {
            return Ok(user);
        }
    }
    Err(SeedError::Refused(format!("there is no user {name}")))
}

/// The id of the organization of that id or with that slug.
pub(super) fn find_organization(tx: &mut Tx<'_, '_>, name: &str) -> Result<String, SeedError> {
    let found = match tx.find_organization(name)? {
        Some(organization) => Some(organization),
        None => tx.find_organization_by_slug(name)?,
    };
    found.map(|one| one.id).ok_or_else(|| SeedError::Refused(format!("there is no organization {name}")))
}
