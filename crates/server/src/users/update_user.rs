use std::sync::Arc;

use frontdesk_contract::Maybe;
use frontdesk_contract::users::{UpdateUser, UpdateUserBody, User};
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::{Tx, users as stored};

use super::attributes::{Attributes, Given, Problems, data_missing};
use super::change::{get_user, save_user};
use super::identifiers::check_remaining;
use super::present::present_user;
use super::secrets::{Draft, Secrets, names};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::images;
use crate::sessions::record::{complete_task, revoke_sessions};

/// What to change besides secrets.
struct Change {
    body: UpdateUserBody,
    attributes: Attributes,
    secrets: Secrets,
}

pub(crate) async fn update_user(cx: Context, request: UpdateUser) -> ApiResult<User> {
    let UpdateUser { user_id, body } = request;
    let user_id: Arc<str> = user_id.into();
    let mut problems = Problems::default();
    let attributes = Attributes::check(&cx, &given(&body), &mut problems);
    let draft = Draft::check((&body).into(), &mut problems);
    for (name, flag) in [
        ("skip_password_checks", body.skip_password_checks),
        ("sign_out_of_other_sessions", body.sign_out_of_other_sessions),
    ] {
        if flag.value() == Some(&true) && !draft.has_password() {
            problems.push(
                kinds::FORM_CONDITIONAL_PARAM_DISALLOWED
                    .param(name, format!("`{name}` goes only with a new password.")),
            );
        }
    }
    problems.into_result()?;
    check_demands(cx.settings(), &body, &attributes)?;
    let names = if draft.has_password() {
        let id = Arc::clone(&user_id);
        cx.read(move |tx| get_user(tx, &id).map(|user| names(&user))).await?
    } else {
        Vec::new()
    };
    let secrets = draft.hash(&cx, names).await?;
    let (inner, change) = (cx.clone(), Change { body, attributes, secrets });
    let user = cx.write(move |tx| update(&inner, tx, &user_id, &change)).await?;
    Ok(present_user(&cx, user))
}

fn given(body: &UpdateUserBody) -> Given<'_> {
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
        public_metadata: as_ref(&body.public_metadata),
        private_metadata: as_ref(&body.private_metadata),
        unsafe_metadata: as_ref(&body.unsafe_metadata),
    }
}

fn as_ref<T>(field: &Maybe<T>) -> Maybe<&T> {
    match field {
        Maybe::Absent => Maybe::Absent,
        Maybe::Null => Maybe::Null,
        Maybe::Value(value) => Maybe::Value(value),
    }
}

/// Refuses to clear what the instance demands.
fn check_demands(settings: &Settings, body: &UpdateUserBody, attributes: &Attributes) -> ApiResult<()> {
    let mut missing = Vec::new();
    for (name, is_cleared) in [
        ("username", attributes.username.is_null()),
        ("first_name", attributes.first_name.is_null()),
        ("last_name", attributes.last_name.is_null()),
    ] {
        if is_cleared && settings.required_attributes.iter().any(|required| required == name) {
            missing.push(name);
        }
    }
    let skips_legal_checks = body.skip_legal_checks.value() == Some(&true);
    if settings.legal_consent_required && attributes.legal_accepted_at.is_null() && !skips_legal_checks {
        missing.push("legal_accepted_at");
    }
    if missing.is_empty() { Ok(()) } else { Err(data_missing(&missing)) }
}

fn update(cx: &Context, tx: &mut Tx<'_, '_>, user_id: &str, change: &Change) -> ApiResult<stored::User> {
    let before = get_user(tx, user_id)?;
    let mut user = before.clone();
    change.attributes.apply(&mut user);
    if before.username.is_some() && user.username.is_none() {
        check_remaining(cx.settings(), &user, Kind::Username)?;
    }
    choose_primaries(&change.body, &mut user)?;
    change_image(cx, tx, &change.body, &mut user)?;
    change.secrets.apply(cx, &mut user)?;
    let user = save_user(cx, tx, &before, user)?;
    if change.secrets.has_password() {
        complete_task(cx, tx, &user, "reset-password")?;
    }
    if change.body.sign_out_of_other_sessions.value() == Some(&true) {
        revoke_sessions(cx, tx, &user)?;
    }
    Ok(user)
}

fn choose_primaries(body: &UpdateUserBody, user: &mut stored::User) -> ApiResult<()> {
    if let Some(id) = body.primary_email_address_id.value() {
        let found = user.email_addresses.iter().find(|email| email.id == *id);
        let is_verified = found.map(stored::EmailAddress::is_verified);
        choose(Kind::EmailAddress, id, is_verified, &mut user.primary_email_address_id)?;
    }
    if let Some(id) = body.primary_phone_number_id.value() {
        let found = user.phone_numbers.iter().find(|phone| phone.id == *id);
        let is_verified = found.map(stored::PhoneNumber::is_verified);
        choose(Kind::PhoneNumber, id, is_verified, &mut user.primary_phone_number_id)?;
    }
    if let Some(id) = body.primary_web3_wallet_id.value() {
        let found = user.web3_wallets.iter().find(|wallet| wallet.id == *id);
        let is_verified = found.map(|wallet| wallet.verification.is_some());
        choose(Kind::Web3Wallet, id, is_verified, &mut user.primary_web3_wallet_id)?;
    }
    Ok(())
}

/// Makes an identifier the primary one. `is_verified` is `None` when the user has none of that id.
fn choose(kind: Kind, id: &str, is_verified: Option<bool>, primary: &mut Option<String>) -> ApiResult<()> {
    let what = kind.as_str().replace('_', " ");
    match is_verified {
        // What is the primary one stays it, verified or not.
        Some(_) if primary.as_deref() == Some(id) => Ok(()),
        Some(true) => {
            *primary = Some(id.to_owned());
            Ok(())
        }
        Some(false) => Err(kinds::FORM_VERIFICATION_NEEDED.param(
            &format!("primary_{}_id", kind.as_str()),
            format!("The {what} {id} must be verified before it can be the primary one."),
        )),
        None => Err(kinds::RESOURCE_NOT_FOUND.with(format!("The user has no {what} with the id {id}."))),
    }
}

/// Shows another uploaded picture, or none. The user gets a copy, since each picture goes with its owner.
fn change_image(cx: &Context, tx: &mut Tx<'_, '_>, body: &UpdateUserBody, user: &mut stored::User) -> ApiResult<()> {
    let id = match &body.profile_image_id {
        Maybe::Absent => return Ok(()),
        Maybe::Value(id) if !id.is_empty() => Some(id),
        Maybe::Null | Maybe::Value(_) => None,
    };
    if id == user.image.as_ref().map(|image| &image.id) {
        return Ok(());
    }
    let image = match id {
        Some(id) => Some(images::copy_image(cx, tx, id)?),
        None => None,
    };
    if let Some(old) = std::mem::replace(&mut user.image, image.map(|id| stored::Image { id })) {
        images::delete_image(tx, &old.id)?;
    }
    Ok(())
}
