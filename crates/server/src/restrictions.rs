//! Who may sign up, and which addresses count as the same. The Backend API creates users regardless of lists and
//! modes; what it shares with sign-ups is that one mailbox is one account, where the instance says so.

use frontdesk_contract::Maybe;
use frontdesk_identifiers::{
    allowing_entries, blocking_entries, country_code, has_subaddress, is_disposable_host, is_gmail, is_test_email,
    without_subaddress,
};
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::listed_identifiers::List;
use frontdesk_storage::users::User;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// The sign-up mode in which everybody may sign up.
const PUBLIC: &str = "public";

/// What somebody is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// Sign up; `invited` when a valid invitation brought them, which stands for an entry of the allow-list.
    SignUp { invited: bool },
    /// Sign in.
    SignIn,
}

/// Refuses an allow-list where the sign-up mode keeps everybody out anyway.
pub(crate) fn check_allowlist_fits(settings: &Settings, name: &str, given: &Maybe<bool>) -> ApiResult<()> {
    let mode = settings.restrictions.sign_up_mode.as_str();
    if given.value() != Some(&true) || mode == PUBLIC {
        return Ok(());
    }
    Err(kinds::SIGN_UP_MODE_RESTRICTED_INVALID_VALUE.param(
        name,
        format!("`{name}` cannot be on in the sign-up mode `{mode}`, in which nobody signs up uninvited."),
    ))
}

/// Refuses who may not sign up, or not sign in.
pub(crate) fn admit(cx: &Context, tx: &mut Tx<'_, '_>, user: &User, occasion: Occasion) -> ApiResult<()> {
    let settings = cx.settings();
    let restrictions = &settings.restrictions;
    if let Occasion::SignUp { invited } = occasion {
        match restrictions.sign_up_mode.as_str() {
            PUBLIC => {}
            _ if invited => {}
            "waitlist" => {
                return Err(kinds::SIGN_UP_RESTRICTED_WAITLIST
                    .with("Only who was invited may sign up. Others can join the waitlist."));
            }
            _ => return Err(kinds::SIGN_UP_MODE_RESTRICTED.with("Only who was invited may sign up.")),
        }
        check_identifiers(settings, user)?;
    }
    let invited = occasion == Occasion::SignUp { invited: true };
    if invited || (occasion == Occasion::SignIn && restrictions.allowlist_blocklist_disabled_on_sign_in) {
        return Ok(());
    }
    check_lists(settings, tx, user)
}

/// Holds the identifiers of a new account against what the instance refuses by their form.
fn check_identifiers(settings: &Settings, user: &User) -> ApiResult<()> {
    let restrictions = &settings.restrictions;
    for email in &user.email_addresses {
        let address = email.email_address.as_str();
        let is_test = settings.test_mode && is_test_email(address);
        if restrictions.block_email_subaddresses && has_subaddress(address) && !is_test {
            return Err(kinds::NOT_ALLOWED_ACCESS
                .param("email_address", "An e-mail address with `+`, `=` or `#` before the `@` cannot sign up here."));
        }
        let (_, host) = without_subaddress(address);
        if restrictions.block_disposable_email_domains && is_disposable_host(host) {
            return Err(kinds::FORM_EMAIL_ADDRESS_BLOCKED.param(
                "email_address",
                format!("{host} lends out throw-away mailboxes. Use an address of your own."),
            ));
        }
    }
    for phone in &user.phone_numbers {
        if blocked_country(settings, &phone.phone_number).is_some() {
            return Err(kinds::NOT_ALLOWED_ACCESS
                .param("phone_number", "Phone numbers of this country cannot sign up here. Use another identifier."));
        }
    }
    Ok(())
}

/// Holds identifiers against the two lists; the allow-list wins.
fn check_lists(settings: &Settings, tx: &mut Tx<'_, '_>, user: &User) -> ApiResult<()> {
    let restrictions = &settings.restrictions;
    if !restrictions.allowlist && !restrictions.blocklist {
        return Ok(());
    }
    let emails = user.email_addresses.iter().map(|email| email.email_address.as_str());
    let others = user.phone_numbers.iter().map(|phone| phone.phone_number.as_str());
    let others = others.chain(user.web3_wallets.iter().map(|wallet| wallet.web3_wallet.as_str()));
    let mut refused = Vec::new();
    for identifier in emails.chain(others) {
        let allowed = restrictions.allowlist
            && !tx.find_listed_identifiers(List::Allow, &allowing_entries(identifier))?.is_empty();
        let blocked = !allowed
            && (restrictions.allowlist
                || !tx.find_listed_identifiers(List::Block, &blocking_entries(identifier))?.is_empty());
        if blocked {
            refused.push(identifier.to_owned());
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    Err(kinds::NOT_ALLOWED_ACCESS
        .with(format!("{} may not use this application.", refused.join(", ")))
        .meta("identifiers", refused))
}

/// The country of a number that no text message is sent to, if it is one of those.
pub(crate) fn blocked_country(settings: &Settings, phone_number: &str) -> Option<String> {
    let blocked = &settings.communication.blocked_country_codes;
    if blocked.is_empty() {
        return None;
    }
    country_code(phone_number).filter(|country| blocked.contains(country))
}

/// The refusal to send a text message there.
pub(crate) fn unsupported_country(settings: &Settings, country: &str) -> ApiError {
    let support = settings.communication.support_email.as_deref().unwrap_or("the support of this application");
    kinds::UNSUPPORTED_COUNTRY_CODE
        .with(format!("No text messages are sent to phone numbers of {country}. For more information, ask {support}."))
        .meta("alpha2", country)
}

/// Refuses an address that counts as one of another user: it differs in the subaddress alone, or in dots at Gmail.
pub(crate) fn check_alike(cx: &Context, tx: &mut Tx<'_, '_>, user_id: &str, address: &str) -> ApiResult<()> {
    let settings = cx.settings();
    let restrictions = &settings.restrictions;
    if settings.test_mode && is_test_email(address) {
        return Ok(());
    }
    let subaddresses = restrictions.block_email_subaddresses;
    let (base, host) = without_subaddress(address);
    let dots = restrictions.ignore_dots_for_gmail_addresses && is_gmail(host);
    if !subaddresses && !dots {
        return Ok(());
    }
    let local = if subaddresses { base } else { address.rsplit_once('@').map_or(address, |(local, _)| local) };
    let owners = tx.find_owners_of_alike_addresses(local, host, subaddresses, dots)?;
    // Addresses for tests are nobody's mailbox.
    let is_test = |claim: &str| settings.test_mode && is_test_email(claim);
    if owners.iter().all(|(owner, claim)| owner == user_id || is_test(claim)) {
        return Ok(());
    }
    Err(kinds::NOT_ALLOWED_ACCESS.param(
        "email_address",
        format!("`{address}` counts as the address of another user, and every user has a mailbox of their own here."),
    ))
}

/// Refuses a new user whose addresses count as those of others.
pub(crate) fn check_alike_addresses(cx: &Context, tx: &mut Tx<'_, '_>, user: &User) -> ApiResult<()> {
    for email in &user.email_addresses {
        check_alike(cx, tx, &user.id, &email.email_address)?;
    }
    Ok(())
}

/// As [`check_alike`], for identifiers of any kind.
pub(crate) fn check_alike_of_kind(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user_id: &str,
    kind: Kind,
    value: &str,
) -> ApiResult<()> {
    if kind == Kind::EmailAddress { check_alike(cx, tx, user_id, value) } else { Ok(()) }
}
