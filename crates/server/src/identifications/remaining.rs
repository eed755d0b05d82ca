//! What a user must keep: something to sign in by.

use frontdesk_storage::instances::Settings;
use frontdesk_storage::users::User;

use super::Identifier;
use crate::error::{ApiResult, kinds};

/// How many identifiers the user can sign in by. What is not verified and not reserved might be
/// somebody else's, and a second factor cannot be the first.
fn ways_in(user: &User) -> usize {
    let emails = user.email_addresses.iter().filter(|email| email.is_claimed()).count();
    let phones = user.phone_numbers.iter().filter(|phone| phone.is_claimed() && !phone.reserved_for_second_factor);
    emails
        + phones.count()
        + user.web3_wallets.len()
        + user.external_accounts.len()
        + usize::from(user.username.is_some())
}

fn identifiers(user: &User) -> usize {
    user.email_addresses.len()
        + user.phone_numbers.len()
        + user.web3_wallets.len()
        + user.external_accounts.len()
        + usize::from(user.username.is_some())
}

/// Refuses the loss of the last identifier, or of the last one of a kind that users must have.
pub(super) fn check_deletion<I: Identifier>(settings: &Settings, before: &User, after: &User) -> ApiResult<()> {
    if identifiers(after) == 0 || (ways_in(before) > 0 && ways_in(after) == 0) {
        return Err(kinds::IDENTIFICATION_DELETION_FAILED.with(format!(
            "Without this {} the user {} could not sign in any more. Add and verify another identifier first.",
            I::NOUN,
            after.id
        )));
    }
    let is_required = settings.required_attributes.iter().any(|name| name == I::KIND.as_str());
    let claimed = |user| I::all(user).iter().filter(|one| one.is_claimed()).count();
    if is_required && (I::all(after).is_empty() || (claimed(before) > 0 && claimed(after) == 0)) {
        return Err(kinds::LAST_REQUIRED_IDENTIFICATION_DELETION_FAILED.with(format!(
            "Every user of this instance needs a {}, and this is the last one of the user {}. Add and verify another one first.",
            I::NOUN, after.id
        )));
    }
    Ok(())
}

/// Refuses a second factor that leaves nothing for the first.
pub(super) fn check_first_factor(after: &User) -> ApiResult<()> {
    if ways_in(after) > 0 {
        return Ok(());
    }
    Err(kinds::IDENTIFICATION_UPDATE_FAILED.with(format!(
        "The user {} has no other identifier to sign in by, so this one cannot become a second factor.",
        after.id
    )))
}
