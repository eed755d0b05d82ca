//! What an e-mail address and a phone number can both be asked.

use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users::{EmailAddress, LinkedTo, PhoneNumber, User, Verification};

use crate::context::Context;
use crate::delivery::Message;
use crate::error::{ApiError, ApiResult, kinds};
use crate::messages;
use crate::users::identifiers;

/// An identifier that codes can be sent to.
pub(crate) trait Identifier: Clone + PartialEq + 'static {
    /// Its kind; the text of it is also the name of the request's field.
    const KIND: Kind;
    /// What people call it.
    const NOUN: &'static str;
    /// How it is verified by a code.
    const STRATEGY: &'static str;
    /// The way codes are sent, where there are several.
    const CHANNEL: Option<&'static str>;

    fn new(id: String, value: String, now: i64) -> Self;
    /// Whether nothing is ever sent there in test mode.
    fn is_for_tests(value: &str) -> bool;
    /// The message that brings a code.
    fn code_message(to: String, code: String) -> Message;
    /// Records the event of that message.
    fn record_code(cx: &Context, tx: &mut Tx<'_, '_>, user: &User, identifier: &Self, code: &str) -> ApiResult<()>;

    fn all(user: &User) -> &[Self];
    fn all_mut(user: &mut User) -> &mut Vec<Self>;
    fn primary_id(user: &User) -> Option<&str>;
    fn set_primary_id(user: &mut User, id: Option<String>);

    fn id(&self) -> &str;
    fn value(&self) -> &str;
    fn is_verified(&self) -> bool;
    fn is_reserved(&self) -> bool;
    fn linked_to(&self) -> &[LinkedTo];
    fn set_state(&mut self, verification: Option<Verification>, reserved: bool);
    fn set_updated_at(&mut self, now: i64);
    /// Gives up what a new identifier would not have, such as being a second factor.
    fn reset(&mut self) {}

    /// Whether it is verified or reserved, and so nobody else's.
    fn is_claimed(&self) -> bool {
        self.is_verified() || self.is_reserved()
    }
}

impl Identifier for EmailAddress {
    const KIND: Kind = Kind::EmailAddress;
    const NOUN: &'static str = "e-mail address";
    const STRATEGY: &'static str = "email_code";
    const CHANNEL: Option<&'static str> = None;

    fn new(id: String, email_address: String, now: i64) -> Self {
        Self { id, email_address, created_at: now, updated_at: now, ..Self::default() }
    }
    fn is_for_tests(value: &str) -> bool {
        frontdesk_identifiers::is_test_email(value)
    }
    fn code_message(to: String, code: String) -> Message {
        Message::EmailCode { to, code }
    }
    fn record_code(cx: &Context, tx: &mut Tx<'_, '_>, user: &User, identifier: &Self, code: &str) -> ApiResult<()> {
        messages::email_code(cx, tx, user, identifier, code)
    }
    fn all(user: &User) -> &[Self] {
        &user.email_addresses
    }
    fn all_mut(user: &mut User) -> &mut Vec<Self> {
        &mut user.email_addresses
    }
    fn primary_id(user: &User) -> Option<&str> {
        user.primary_email_address_id.as_deref()
    }
    fn set_primary_id(user: &mut User, id: Option<String>) {
        user.primary_email_address_id = id;
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn value(&self) -> &str {
        &self.email_address
    }
    fn is_verified(&self) -> bool {
        Self::is_verified(self)
    }
    fn is_reserved(&self) -> bool {
        self.reserved
    }
    fn linked_to(&self) -> &[LinkedTo] {
        &self.linked_to
    }
    fn set_state(&mut self, verification: Option<Verification>, reserved: bool) {
        (self.verification, self.reserved) = (verification, reserved);
    }
    fn set_updated_at(&mut self, now: i64) {
        self.updated_at = now;
    }
}

impl Identifier for PhoneNumber {
    const KIND: Kind = Kind::PhoneNumber;
    const NOUN: &'static str = "phone number";
    const STRATEGY: &'static str = "phone_code";
    const CHANNEL: Option<&'static str> = Some("sms");

    fn new(id: String, phone_number: String, now: i64) -> Self {
        Self { id, phone_number, created_at: now, updated_at: now, ..Self::default() }
    }
    fn is_for_tests(value: &str) -> bool {
        frontdesk_identifiers::is_test_phone(value)
    }
    fn code_message(to: String, code: String) -> Message {
        Message::PhoneCode { to, code }
    }
    fn record_code(cx: &Context, tx: &mut Tx<'_, '_>, user: &User, identifier: &Self, code: &str) -> ApiResult<()> {
        messages::phone_code(cx, tx, user, identifier, code)
    }
    fn all(user: &User) -> &[Self] {
        &user.phone_numbers
    }
    fn all_mut(user: &mut User) -> &mut Vec<Self> {
        &mut user.phone_numbers
    }
    fn primary_id(user: &User) -> Option<&str> {
        user.primary_phone_number_id.as_deref()
    }
    fn set_primary_id(user: &mut User, id: Option<String>) {
        user.primary_phone_number_id = id;
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn value(&self) -> &str {
        &self.phone_number
    }
    fn is_verified(&self) -> bool {
        Self::is_verified(self)
    }
    fn is_reserved(&self) -> bool {
        self.reserved
    }
    fn linked_to(&self) -> &[LinkedTo] {
        &self.linked_to
    }
    fn set_state(&mut self, verification: Option<Verification>, reserved: bool) {
        (self.verification, self.reserved) = (verification, reserved);
    }
    fn set_updated_at(&mut self, now: i64) {
        self.updated_at = now;
    }
    fn reset(&mut self) {
        (self.reserved_for_second_factor, self.default_second_factor) = (false, false);
    }
}

/// Reads the value of a request's field.
pub(crate) fn read<I: Identifier>(cx: &Context, text: &str) -> ApiResult<String> {
    identifiers::read(cx.settings(), I::KIND, text)
}

/// The identifier of that kind and id, and its user, who is locked when writing.
pub(crate) fn find<I: Identifier>(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<(User, I)> {
    let user = tx.find_user_by_identification(id)?;
    // The id may be that of something else by which the user is known.
    user.and_then(|user| {
        let found = I::all(&user).iter().find(|one| one.id() == id).cloned()?;
        Some((user, found))
    })
    .ok_or_else(|| not_found::<I>(id))
}

fn not_found<I: Identifier>(id: &str) -> ApiError {
    kinds::IDENTIFICATION_NOT_FOUND.with(format!("There is no {} with the id {id} in this instance.", I::NOUN))
}
