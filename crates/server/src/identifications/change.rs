//! A change of a user's identifiers, from the locked row to the written one.

use frontdesk_contract::email_addresses::IdentificationStatus;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users::{EmailAddress, PhoneNumber, User, Verification};

use super::{Identifier, remaining, taken};
use crate::context::Context;
use crate::delivery::Message;
use crate::error::{ApiError, ApiResult, kinds};
use crate::restrictions::check_alike_of_kind;
use crate::users::change::{get_user, save_user_or};

/// A user before and after.
pub(crate) struct Change {
    before: User,
    user: User,
}

impl Change {
    /// Begins with the user of that id.
    pub(crate) fn of_user(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<Self> {
        let before = get_user(tx, id)?;
        Ok(Self { user: before.clone(), before })
    }

    /// Begins with the user of an identifier.
    pub(crate) fn of_identifier<I: Identifier>(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<Self> {
        let (before, _) = super::find::<I>(tx, id)?;
        Ok(Self { user: before.clone(), before })
    }

    fn get_mut<I: Identifier>(&mut self, id: &str) -> Option<&mut I> {
        I::all_mut(&mut self.user).iter_mut().find(|one| one.id() == id)
    }

    /// Adds an identifier and gives its id. The first of its kind becomes the primary one.
    pub(crate) fn add<I: Identifier>(
        &mut self,
        cx: &Context,
        tx: &mut Tx<'_, '_>,
        value: &str,
        verified: bool,
        primary: bool,
    ) -> ApiResult<String> {
        if I::all(&self.user).iter().any(|one| one.value() == value) {
            return Err(kinds::FORM_IDENTIFIER_EXISTS
                .param(I::KIND.as_str(), format!("The user {} has the {} `{value}` already.", self.user.id, I::NOUN)));
        }
        if tx.find_claimant(I::KIND, value)?.is_some() {
            return Err(taken(I::KIND, value));
        }
        check_alike_of_kind(cx, tx, &self.user.id, I::KIND, value)?;
        let is_first = I::all(&self.user).is_empty();
        if primary && !verified && !is_first {
            return Err(kinds::FORM_VERIFICATION_NEEDED.param(
                "primary",
                format!(
                    "Only a verified {} can be the primary one: send `verified` as well, or verify it first.",
                    I::NOUN
                ),
            ));
        }
        let id = cx.new_id("idn");
        I::all_mut(&mut self.user).push(I::new(id.clone(), value.to_owned(), cx.now));
        if verified {
            self.verify::<I>(&id, Verification::admin());
        }
        if primary || is_first {
            I::set_primary_id(&mut self.user, Some(id.clone()));
        }
        Ok(id)
    }

    /// Marks an identifier as verified. One that is verified already stays as it is.
    pub(crate) fn verify<I: Identifier>(&mut self, id: &str, verification: Verification) {
        let Some(identifier) = self.get_mut::<I>(id).filter(|one| !one.is_verified()) else { return };
        identifier.set_state(Some(verification), false);
        if I::primary_id(&self.user).is_none() {
            I::set_primary_id(&mut self.user, Some(id.to_owned()));
        }
    }

    /// Makes a verified identifier the primary one.
    pub(crate) fn make_primary<I: Identifier>(&mut self, id: &str) -> ApiResult<()> {
        let is_verified = self.get_mut::<I>(id).is_some_and(|one| one.is_verified());
        if !is_verified && I::primary_id(&self.user) != Some(id) {
            return Err(kinds::IDENTIFICATION_UPDATE_FAILED.param(
                "primary",
                format!("The {} {id} is not verified, so it cannot become the primary one. Verify it first.", I::NOUN),
            ));
        }
        I::set_primary_id(&mut self.user, Some(id.to_owned()));
        Ok(())
    }

    /// Makes a phone number a second factor, or frees it from being one. `unverified` refuses a number that is
    /// not verified.
    pub(crate) fn set_second_factor(
        &mut self,
        id: &str,
        is_factor: bool,
        unverified: fn(String) -> ApiError,
    ) -> ApiResult<()> {
        let Some(phone) = self.get_mut::<PhoneNumber>(id).filter(|one| one.reserved_for_second_factor != is_factor)
        else {
            return Ok(());
        };
        if is_factor && !phone.is_verified() {
            return Err(unverified(
                "Only a verified phone number can be a second factor: send `verified` as well, or verify it first."
                    .to_owned(),
            ));
        }
        phone.reserved_for_second_factor = is_factor;
        if is_factor { remaining::check_first_factor(&self.user) } else { Ok(()) }
    }

    /// Takes an identifier away; the next verified one takes the place of the primary one.
    pub(super) fn delete<I: Identifier>(
        &mut self,
        cx: &Context,
        id: &str,
        linked: fn(String) -> ApiError,
    ) -> ApiResult<()> {
        if self.get_mut::<I>(id).is_some_and(|one| !one.linked_to().is_empty()) {
            return Err(linked(linked_sentence::<I>(&self.user)));
        }
        I::all_mut(&mut self.user).retain(|one| one.id() != id);
        if I::primary_id(&self.user) == Some(id) {
            let next = I::all(&self.user).iter().find(|one| one.is_verified()).map(|one| one.id().to_owned());
            I::set_primary_id(&mut self.user, next);
        }
        remaining::check_deletion::<I>(cx.settings(), &self.before, &self.user)
    }

    /// Puts one identifier in the place of all of its kind and gives its id. One that is there already keeps its id.
    pub(crate) fn replace<I: Identifier>(
        &mut self,
        cx: &Context,
        tx: &mut Tx<'_, '_>,
        value: &str,
        status: &IdentificationStatus,
    ) -> ApiResult<String> {
        if I::all(&self.user).iter().any(|one| !one.linked_to().is_empty()) {
            return Err(kinds::IDENTIFICATION_DELETION_FAILED.with(linked_sentence::<I>(&self.user)));
        }
        if tx.find_claimant(I::KIND, value)?.is_some_and(|user_id| user_id != self.user.id) {
            return Err(taken(I::KIND, value));
        }
        check_alike_of_kind(cx, tx, &self.user.id, I::KIND, value)?;
        let gone: Vec<String> =
            I::all(&self.user).iter().filter(|one| one.value() != value).map(|one| one.id().to_owned()).collect();
        tx.delete_verifications_of(&gone)?;
        let all = I::all_mut(&mut self.user);
        all.retain(|one| one.value() == value);
        if all.is_empty() {
            all.push(I::new(cx.new_id("idn"), value.to_owned(), cx.now));
        }
        for only in &mut *all {
            only.reset();
            match status {
                IdentificationStatus::Reserved => only.set_state(None, true),
                IdentificationStatus::Unverified => only.set_state(None, false),
                _ if only.is_verified() => {}
                _ => only.set_state(Some(Verification::admin()), false),
            }
        }
        let id = all.first().map(|one| one.id().to_owned()).unwrap_or_default();
        I::set_primary_id(&mut self.user, Some(id.clone()));
        Ok(id)
    }

    /// The message to the former primary e-mail address, if another one took its place.
    pub(crate) fn primary_email_address_notice(&self, cx: &Context) -> Option<Message> {
        let (old, new) = (self.before.primary_email_address()?, self.user.primary_email_address()?);
        let is_silent = cx.settings().test_mode && EmailAddress::is_for_tests(&old.email_address);
        (old.email_address != new.email_address && !is_silent).then(|| Message::PrimaryEmailAddressChanged {
            to: old.email_address.clone(),
            email_address: new.email_address.clone(),
        })
    }

    /// Writes the user, if anything changed, and gives it as it is stored then. `claimed` refuses a value that
    /// somebody else has verified or reserved.
    pub(crate) fn save(
        mut self,
        cx: &Context,
        tx: &mut Tx<'_, '_>,
        claimed: fn(Kind, &str) -> ApiError,
    ) -> ApiResult<User> {
        settle_second_factors(&self.before, &mut self.user);
        touch::<EmailAddress>(cx.now, &self.before, &mut self.user);
        touch::<PhoneNumber>(cx.now, &self.before, &mut self.user);
        save_user_or(cx, tx, &self.before, self.user, claimed)
    }
}

fn linked_sentence<I: Identifier>(user: &User) -> String {
    format!("A connected account of the user {} brings the {} along. Delete that account first.", user.id, I::NOUN)
}

/// Sees to it that one of the second-factor numbers is the default one. Backup codes go with the last second
/// factor: they stand in for one.
fn settle_second_factors(before: &User, user: &mut User) {
    for phone in user.phone_numbers.iter_mut().filter(|phone| !phone.reserved_for_second_factor) {
        phone.default_second_factor = false;
    }
    if !user.phone_numbers.iter().any(|phone| phone.default_second_factor)
        && let Some(phone) = user.phone_numbers.iter_mut().find(|phone| phone.reserved_for_second_factor)
    {
        phone.default_second_factor = true;
    }
    if before.two_factor_enabled() && !user.two_factor_enabled() {
        user.backup_codes = None;
    }
}

/// Notes the time at every identifier that is not what it was.
fn touch<I: Identifier>(now: i64, before: &User, user: &mut User) {
    for one in I::all_mut(user) {
        let old = I::all(before).iter().find(|old| old.id() == one.id());
        if old.is_some_and(|old| old != one) {
            one.set_updated_at(now);
        }
    }
}
