//! What identifies a user: reading it from requests, and what must remain.

use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::users::User;

use super::attributes::{Problems, not_in_use};
use crate::error::{ApiError, ApiResult, kinds};

/// The most identifiers of a kind that one request may bring.
const MAX_IDENTIFIERS: usize = 100;

/// Reads an e-mail address; `name` is that of the request's field.
pub(crate) fn email_address(name: &str, text: &str) -> ApiResult<String> {
    normalize_email(text).map_err(|error| format_invalid(name, text, &error))
}

/// Reads a phone number; `name` is that of the request's field.
pub(crate) fn phone_number(name: &str, text: &str) -> ApiResult<String> {
    normalize_phone(text).map_err(|error| format_invalid(name, text, &error))
}

/// Reads the address of a wallet; `name` is that of the request's field.
pub(crate) fn web3_wallet(name: &str, text: &str) -> ApiResult<String> {
    normalize_web3_wallet(text).map_err(|error| format_invalid(name, text, &error))
}

fn format_invalid(name: &str, text: &str, error: &dyn std::error::Error) -> ApiError {
    let shown: String = text.chars().take(80).collect();
    kinds::FORM_PARAM_FORMAT_INVALID.param(name, format!("`{name}`: `{shown}` is {error}."))
}

/// Reads the identifiers of one kind that a request lists.
pub(super) fn read_list(
    settings: &Settings,
    kind: Kind,
    given: Option<&Vec<String>>,
    problems: &mut Problems,
) -> Vec<String> {
    let name = kind.as_str();
    let given = given.map(Vec::as_slice).unwrap_or_default();
    if !given.is_empty() && !is_enabled(settings, kind) {
        problems.push(not_in_use(name));
        return Vec::new();
    }
    if given.len() > MAX_IDENTIFIERS {
        problems.push(
            kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED
                .param(name, format!("`{name}` must have at most {MAX_IDENTIFIERS} items.")),
        );
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::with_capacity(given.len());
    for text in given {
        let Some(value) = problems.note(read(settings, kind, text)) else { continue };
        if found.contains(&value) {
            problems.push(kinds::FORM_PARAM_DUPLICATE.param(name, format!("`{name}` has `{value}` more than once.")));
        } else {
            found.push(value);
        }
    }
    found
}

/// Reads the identifier of a kind from the field that is named like the kind.
pub(crate) fn read(settings: &Settings, kind: Kind, text: &str) -> ApiResult<String> {
    let name = kind.as_str();
    if !is_enabled(settings, kind) {
        return Err(not_in_use(name));
    }
    match kind {
        Kind::PhoneNumber => phone_number(name, text),
        Kind::Web3Wallet => web3_wallet(name, text),
        _ => email_address(name, text),
    }
}

/// Whether the instance uses identifiers of that kind.
fn is_enabled(settings: &Settings, kind: Kind) -> bool {
    match kind {
        Kind::EmailAddress => settings.email_address_enabled,
        Kind::PhoneNumber => settings.phone_number_enabled,
        Kind::Username => settings.username_enabled,
        Kind::Web3Wallet | Kind::ExternalId | Kind::Passkey | Kind::ExternalAccount => true,
    }
}

/// The refusal of a value that belongs to another user.
pub(crate) fn taken(kind: Kind, value: &str) -> ApiError {
    let name = kind.as_str();
    kinds::FORM_IDENTIFIER_EXISTS
        .param(name, format!("`{value}` belongs to another user. Use another {}.", name.replace('_', " ")))
}

fn count(user: &User, kind: Kind) -> usize {
    match kind {
        Kind::EmailAddress => user.email_addresses.len(),
        Kind::PhoneNumber => user.phone_numbers.len(),
        Kind::Web3Wallet => user.web3_wallets.len(),
        Kind::ExternalAccount => user.external_accounts.len(),
        Kind::Username => usize::from(user.username.is_some()),
        // Neither finds a user who signs in without a device that knows them.
        Kind::Passkey | Kind::ExternalId => 0,
    }
}

/// Whether anything is left that the user could sign in by.
pub(super) fn has_identifier(user: &User) -> bool {
    [Kind::EmailAddress, Kind::PhoneNumber, Kind::Web3Wallet, Kind::ExternalAccount, Kind::Username]
        .into_iter()
        .any(|kind| count(user, kind) > 0)
}

/// Refuses a user whose last identifier, or last one of a kind that the instance demands, would be
/// gone. `user` is what would be left after one of `kind` was taken away.
pub(crate) fn check_remaining(settings: &Settings, user: &User, kind: Kind) -> ApiResult<()> {
    if !has_identifier(user) {
        return Err(kinds::IDENTIFICATION_DELETION_FAILED.with(format!(
            "It is the last identifier of the user {}. Add another one first, or delete the user.",
            user.id
        )));
    }
    let name = kind.as_str();
    if count(user, kind) == 0 && settings.required_attributes.iter().any(|required| required == name) {
        return Err(kinds::LAST_REQUIRED_IDENTIFICATION_DELETION_FAILED.with(format!(
            "Users of this instance must have at least one {}. Add another one first.",
            name.replace('_', " ")
        )));
    }
    Ok(())
}
