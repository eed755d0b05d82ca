//! People who sign up at a front end, under the rules that the Backend API does not apply: sign-up mode, allow-list,
//! block-list, invitations, waitlist.

use frontdesk_identifiers::{normalize_email, normalize_phone};
use frontdesk_storage::Tx;
use frontdesk_storage::users::{Claimed, EmailAddress, PhoneNumber, User, Verification};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::context::Context;
use crate::restrictions::{Occasion, admit, check_alike_addresses};

/// Somebody who signs up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RegistrationSeed {
    /// The e-mail address, which is verified on the way.
    pub email_address: Option<String>,
    /// The phone number, which is verified on the way.
    pub phone_number: Option<String>,
    /// The invitation whose link was followed, `inv_…`.
    pub invitation_id: Option<String>,
}

/// Somebody who has signed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegistrationReport {
    /// `user_…`.
    pub user_id: String,
}

pub(super) fn sign_up(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &RegistrationSeed,
) -> Result<RegistrationReport, SeedError> {
    let mut user = new_user(cx, seed)?;
    let address = user.primary_email_address().map(|email| email.email_address.clone());
    if let Some(id) = &seed.invitation_id {
        let invitation = tx.find_invitation(id)?.filter(|invitation| invitation.status_at(cx.now) == "pending");
        let invitation = invitation.ok_or_else(|| SeedError::Refused(format!("{id} is no pending invitation")))?;
        if address.as_ref() != Some(&invitation.email_address) {
            return Err(SeedError::Refused(format!("{id} is for {}", invitation.email_address)));
        }
        user.public_metadata.clone_from(&invitation.details.public_metadata);
        tx.accept_invitation(&invitation, cx.now)?;
    }
    admit(cx, tx, &user, Occasion::SignUp { invited: seed.invitation_id.is_some() })?;
    check_alike_addresses(cx, tx, &user)?;
    if let Claimed::Taken(_, value) = tx.insert_user(&user)? {
        return Err(SeedError::Refused(format!("{value} belongs to another user")));
    }
    if let Some(address) = &address {
        tx.complete_waitlist_entry(address, cx.now)?;
    }
    Ok(RegistrationReport { user_id: user.id })
}

fn new_user(cx: &Context, seed: &RegistrationSeed) -> Result<User, SeedError> {
    let refuse = |text: &str, error: &dyn std::error::Error| SeedError::Refused(format!("`{text}` is {error}"));
    let (created_at, updated_at) = (cx.now, cx.now);
    let mut user = User { id: cx.new_id("user"), created_at, updated_at, ..User::default() };
    if let Some(text) = &seed.email_address {
        let email = EmailAddress {
            id: cx.new_id("idn"),
            email_address: normalize_email(text).map_err(|error| refuse(text, &error))?,
            verification: Some(Verification::admin()),
            created_at,
            updated_at,
            ..EmailAddress::default()
        };
        user.primary_email_address_id = Some(email.id.clone());
        user.email_addresses.push(email);
    }
    if let Some(text) = &seed.phone_number {
        let phone = PhoneNumber {
            id: cx.new_id("idn"),
            phone_number: normalize_phone(text).map_err(|error| refuse(text, &error))?,
            verification: Some(Verification::admin()),
            created_at,
            updated_at,
            ..PhoneNumber::default()
        };
        user.primary_phone_number_id = Some(phone.id.clone());
        user.phone_numbers.push(phone);
    }
    if user.email_addresses.is_empty() && user.phone_numbers.is_empty() {
        return Err(SeedError::Refused("who signs up needs an e-mail address or a phone number".to_owned()));
    }
    Ok(user)
}
