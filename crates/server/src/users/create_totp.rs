use frontdesk_contract::users::{CreateTotp, TotpFactor};
use frontdesk_credentials::totp::{Totp, generate_secret};
use frontdesk_storage::Tx;
use frontdesk_storage::users as stored;

use super::change::change_user;
use super::sealed::seal_totp;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn create_totp(cx: &Context, tx: &mut Tx<'_, '_>, request: &CreateTotp) -> ApiResult<TotpFactor> {
    let factor = Totp::from_secret(&generate_secret())
        .map_err(|_| kinds::INTERNAL.with("No secret could be made for the authenticator app."))?;
    let secret = factor.secret();
    let sealed = seal_totp(&cx.instance, &request.user_id, &secret)?;
    let user = change_user(cx, tx, &request.user_id, |user| {
        user.totp = Some(stored::Totp { secret: sealed.clone(), last_used_step: None, created_at: cx.now });
        Ok(())
    })?;
    // What the app shows beside the code: the identifier that the user would sign in with.
    let account = user
        .primary_email_address()
        .map(|email| email.email_address.as_str())
        .or(user.username.as_deref())
        .unwrap_or(&user.id);
    Ok(TotpFactor {
        object: "totp".into(),
        id: cx.new_id("totp"),
        uri: Some(factor.uri(&cx.instance.row.frontend_api, account)),
        secret: Some(secret),
        verified: true,
        backup_codes: None,
        created_at: cx.now,
        updated_at: cx.now,
    })
}
