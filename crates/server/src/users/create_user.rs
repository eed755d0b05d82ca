use std::sync::Arc;

use frontdesk_contract::Maybe;
use frontdesk_contract::users::{CreateUser, CreateUserBody, ImportedIdentificationStatus, User};
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::users::{self as stored, Claimed, USERS_COUNTER, Verification};

use super::attributes::{Attributes, Given, Problems, data_missing};
use super::identifiers::{has_identifier, read_list, taken};
use super::lock_user::{check_lockout, lock};
use super::present::present_user;
use super::secrets::{Draft, names};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::events::{self, Written};
use crate::organization_domains::enroll;
use crate::restrictions::check_alike_addresses;

pub(crate) async fn create_user(cx: Context, request: CreateUser) -> ApiResult<Written<User>> {
    let (mut user, draft) = check(&cx, &request.body)?;
    let secrets = draft.hash(&cx, names(&user)).await?;
    secrets.apply(&cx, &mut user)?;
    if user.two_factor_enabled() {
        user.mfa_enabled_at = Some(cx.now);
    }
    // Written once, for the answer and for the event.
    let shown = Written::new(present_user(&cx, user.clone()))?;
    let event = Arc::clone(&shown.json);
    cx.clone().write(move |tx| insert(&cx, tx, &user, &event)).await?;
    Ok(shown)
}

/// Stores a new user, if there is room for one more and nobody else has its identifiers.
pub(crate) fn insert_user(cx: &Context, tx: &mut Tx<'_, '_>, user: &stored::User) -> ApiResult<()> {
    let shown = Written::new(present_user(cx, user.clone()))?;
    insert(cx, tx, user, &shown.json)
}

fn insert(cx: &Context, tx: &mut Tx<'_, '_>, user: &stored::User, event: &Arc<str>) -> ApiResult<()> {
    if let Some(limit) = cx.settings().max_users
        && tx.counter(USERS_COUNTER)? >= limit
    {
        return Err(kinds::USER_QUOTA_EXCEEDED.with(format!("This instance may have {limit} users and has them.")));
    }
    check_alike_addresses(cx, tx, user)?;
    match tx.insert_user(user)? {
        Claimed::All => {
            events::record_written(cx, tx, "user.created", &user.id, event);
            enroll::follow_user(cx, tx, None, user)
        }

        Claimed::Taken(kind, value) => Err(taken(kind, &value)),
    }
}

/// The user that a request describes, without the secrets that have to be hashed.
fn check(cx: &Context, body: &CreateUserBody) -> ApiResult<(stored::User, Draft)> {
    let settings = cx.settings();
    let mut problems = Problems::default();
    let mut user =
        stored::User { id: cx.new_id("user"), created_at: cx.now, updated_at: cx.now, ..stored::User::default() };
    add_identifiers(cx, body, &mut user, &mut problems);
    Attributes::check(cx, &given(body), &mut problems).apply(&mut user);
    let draft = Draft::check(body.into(), &mut problems);
    user.banned = body.banned.value() == Some(&true);
    if body.locked.value() == Some(&true) && problems.note(check_lockout(cx)).is_some() {
        lock(cx, &mut user);
    }
    // Only what could be read can be missed: a misspelt address is not a missing one.
    problems.into_result()?;
    let missing = missing_attributes(settings, body, &user, draft.has_password());
    if missing.is_empty() { Ok((user, draft)) } else { Err(data_missing(&missing)) }
}

fn given(body: &CreateUserBody) -> Given<'_> {
    Given {
        external_id: &body.external_id,
        first_name: &body.first_name,
        last_name: &body.last_name,
        locale: &body.locale,
        username: &body.username,
        created_at: &body.created_at,
        legal_accepted_at: &body.legal_accepted_at,
        delete_self_enabled: body.delete_self_enabled,
        create_organization_enabled: body.create_organization_enabled,
        create_organizations_limit: body.create_organizations_limit,
        bypass_client_trust: body.bypass_client_trust,
        public_metadata: body.public_metadata.as_ref().map_or(Maybe::Absent, Maybe::Value),
        private_metadata: body.private_metadata.as_ref().map_or(Maybe::Absent, Maybe::Value),
        unsafe_metadata: body.unsafe_metadata.as_ref().map_or(Maybe::Absent, Maybe::Value),
    }
}

fn add_identifiers(cx: &Context, body: &CreateUserBody, user: &mut stored::User, problems: &mut Problems) {
    let settings = cx.settings();
    let (created_at, updated_at) = (cx.now, cx.now);
    let emails = read_list(settings, Kind::EmailAddress, body.email_address.as_ref(), problems);
    let statuses = Statuses::check(
        Kind::EmailAddress,
        body.email_address.as_ref(),
        body.email_address_identification_status.as_ref(),
        problems,
    );
    for (position, email_address) in emails.into_iter().enumerate() {
        let (verification, reserved) = statuses.at(position);
        let id = cx.new_id("idn");
        user.email_addresses.push(stored::EmailAddress {
            id,
            email_address,
            verification,
            reserved,
            linked_to: Vec::new(),
            created_at,
            updated_at,
        });
    }
    let phones = read_list(settings, Kind::PhoneNumber, body.phone_number.as_ref(), problems);
    let statuses = Statuses::check(
        Kind::PhoneNumber,
        body.phone_number.as_ref(),
        body.phone_number_identification_status.as_ref(),
        problems,
    );
    for (position, phone_number) in phones.into_iter().enumerate() {
        let (verification, reserved) = statuses.at(position);
        let id = cx.new_id("idn");
        user.phone_numbers.push(stored::PhoneNumber {
            id,
            phone_number,
            verification,
            reserved,
            created_at,
            updated_at,
            ..stored::PhoneNumber::default()
        });
    }
    for web3_wallet in read_list(settings, Kind::Web3Wallet, body.web3_wallet.as_ref(), problems) {
        let (id, verification) = (cx.new_id("idn"), Some(Verification::admin()));
        user.web3_wallets.push(stored::Web3Wallet { id, web3_wallet, verification, created_at, updated_at });
    }
    user.primary_email_address_id = user.email_addresses.first().map(|email| email.id.clone());
    user.primary_phone_number_id = user.phone_numbers.first().map(|phone| phone.id.clone());
    user.primary_web3_wallet_id = user.web3_wallets.first().map(|wallet| wallet.id.clone());
}

/// What a request says about each of the identifiers it lists.
struct Statuses<'a>(&'a [ImportedIdentificationStatus]);

impl<'a> Statuses<'a> {
    fn check(
        kind: Kind,
        identifiers: Option<&Vec<String>>,
        statuses: Option<&'a Vec<ImportedIdentificationStatus>>,
        problems: &mut Problems,
    ) -> Self {
        let statuses = statuses.map(Vec::as_slice).unwrap_or_default();
        if !statuses.is_empty() && statuses.len() != identifiers.map_or(0, Vec::len) {
            let (of, name) = (kind.as_str(), format!("{}_identification_status", kind.as_str()));
            let sentence = format!("`{name}` must have as many items as `{of}`, or none.");
            problems.push(kinds::FORM_PARAM_ARRAY_LENGTH_MISMATCH.param(&name, sentence));
        }
        Self(statuses)
    }

    /// Verification and reservation of the identifier at that position.
    fn at(&self, position: usize) -> (Option<Verification>, bool) {
        match self.0.get(position) {
            Some(ImportedIdentificationStatus::Reserved) => (None, true),
            _ => (Some(Verification::admin()), false),
        }
    }
}

/// What the instance demands and the user lacks, under the names of the request's fields.
fn missing_attributes(
    settings: &Settings,
    body: &CreateUserBody,
    user: &stored::User,
    has_password: bool,
) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if body.skip_user_requirement.value() != Some(&true) {
        for (name, is_there) in [
            ("email_address", !user.email_addresses.is_empty()),
            ("phone_number", !user.phone_numbers.is_empty()),
            ("web3_wallet", !user.web3_wallets.is_empty()),
            ("username", user.username.is_some()),
            ("first_name", user.first_name.is_some()),
            ("last_name", user.last_name.is_some()),
        ] {
            if !is_there && settings.required_attributes.iter().any(|required| required == name) {
                missing.push(name);
            }
        }
    }
    if missing.is_empty() && !has_identifier(user) {
        missing = enabled_identifiers(settings);
    }
    // Without e-mail and phone the password is the only way to sign in.
    let may_skip_password = settings.email_address_enabled || settings.phone_number_enabled;
    let skips_password = body.skip_password_requirement.value() == Some(&true) && may_skip_password;
    if !has_password && !skips_password && settings.required_attributes.iter().any(|required| required == "password") {
        missing.push("password");
    }
    if settings.legal_consent_required
        && user.legal_accepted_at.is_none()
        && body.skip_legal_checks.value() != Some(&true)
    {
        missing.push("legal_accepted_at");
    }
    missing
}

/// The kinds of identifiers, of which a user must have at least one.
fn enabled_identifiers(settings: &Settings) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (name, is_enabled) in [
        ("email_address", settings.email_address_enabled),
        ("phone_number", settings.phone_number_enabled),
        ("web3_wallet", true),
        ("username", settings.username_enabled),
    ] {
        if is_enabled {
            names.push(name);
        }
    }
    names
}
