use std::sync::Arc;

use frontdesk_contract::users::{TotpCodeType, TotpVerification, VerifyTotp};
use frontdesk_credentials::{BackupCode, Totp, backup_codes, totp};
use frontdesk_storage::Tx;
use frontdesk_storage::users::User;

use super::change::{get_user, save_user};
use super::sealed::open_totp;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// The digits of a code of an authenticator app.
const DIGITS: usize = 6;

pub(crate) async fn verify_totp(cx: Context, request: VerifyTotp) -> ApiResult<TotpVerification> {
    let VerifyTotp { user_id, body } = request;
    let code = body.code.trim();
    let code_type = accept_code(&cx, &user_id, code).await?.ok_or_else(|| wrong_code(code))?;
    Ok(TotpVerification { verified: true, code_type: Some(code_type) })
}

/// What a code of a second factor is, if it is one of the user's. It does not count again.
pub(crate) async fn accept_code(cx: &Context, user_id: &str, code: &str) -> ApiResult<Option<TotpCodeType>> {
    let (user_id, code): (Arc<str>, Arc<str>) = (user_id.into(), code.into());
    let id = Arc::clone(&user_id);
    let user = cx.read(move |tx| get_user(tx, &id)).await?;
    let backup_codes = user.backup_codes.unwrap_or_default();
    if user.totp.is_none() && backup_codes.is_empty() {
        return Err(kinds::TOTP_DISABLED.with(format!("The user {user_id} has no authenticator app.")));
    }
    if user.totp.is_some() && totp::is_well_formed(&code) {
        let (inner, id, code) = (cx.clone(), Arc::clone(&user_id), Arc::clone(&code));
        if cx.write(move |tx| accept_totp(&inner, tx, &id, &code)).await? {
            return Ok(Some(TotpCodeType::Totp));
        }
    }
    if let Some(digest) = cx.hash(move || find_spent(&backup_codes, &code)).await? {
        let inner = cx.clone();
        if cx.write(move |tx| spend_backup_code(&inner, tx, &user_id, &digest)).await? {
            return Ok(Some(TotpCodeType::BackupCode));
        }
    }
    Ok(None)
}

fn wrong_code(code: &str) -> ApiError {
    if code.chars().count() == DIGITS {
        return kinds::TOTP_INCORRECT_CODE.param("code", "The code is not, or no longer, one of this user.");
    }
    let sentence = format!("A code has {DIGITS} digits, and this is no backup code of the user either.");
    kinds::TOTP_INVALID_LENGTH.param("code", sentence)
}

/// Whether the code is one of the user's authenticator app. If so, it does not count again.
fn accept_totp(cx: &Context, tx: &mut Tx<'_, '_>, user_id: &str, code: &str) -> ApiResult<bool> {
    let before = get_user(tx, user_id)?;
    let mut user = before.clone();
    let Some(app) = &mut user.totp else { return Ok(false) };
    let secret = open_totp(&cx.instance, user_id, &app.secret)?;
    let step = Totp::from_secret(&secret).ok().and_then(|totp| totp.verify(code, cx.now, app.last_used_step));
    if step.is_none() {
        return Ok(false);
    }
    app.last_used_step = step;
    // Nothing changes that anybody could see, and so not `updated_at` either.
    tx.update_user(&before, &user)?;
    Ok(true)
}

/// The digest of the backup code that the code is.
fn find_spent(digests: &[String], code: &str) -> Option<String> {
    let mut left: Vec<BackupCode> = digests.iter().map(BackupCode::from_digest).collect();
    if !backup_codes::spend(&mut left, code) {
        return None;
    }
    let position = digests.iter().zip(&left).position(|(digest, kept)| *digest != kept.digest());
    digests.get(position.unwrap_or(left.len())).cloned()
}

/// Takes a backup code from the user. `false` when somebody else was first.
fn spend_backup_code(cx: &Context, tx: &mut Tx<'_, '_>, user_id: &str, digest: &str) -> ApiResult<bool> {
    let before = get_user(tx, user_id)?;
    let mut codes = before.backup_codes.clone().unwrap_or_default();
    let Some(position) = codes.iter().position(|code| code == digest) else { return Ok(false) };
    codes.remove(position);
    let user = User { backup_codes: Some(codes), ..before.clone() };
    save_user(cx, tx, &before, user)?;
    Ok(true)
}
