use std::sync::Arc;

use frontdesk_contract::users::{PasswordVerification, VerifyPassword};
use frontdesk_credentials::StoredPassword;
use frontdesk_storage::users::User;

use super::change::get_user;
use super::secrets::{from_stored, to_stored};
use super::set_user_password_compromised::no_password;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) async fn verify_password(cx: Context, request: VerifyPassword) -> ApiResult<PasswordVerification> {
    let VerifyPassword { user_id, body } = request;
    let user_id: Arc<str> = user_id.into();
    let id = Arc::clone(&user_id);
    let stored = cx.read(move |tx| get_user(tx, &id)?.password.ok_or_else(|| no_password(&id))).await?;
    let kept = stored.clone();
    let (is_right, upgraded) = cx
        .hash(move || {
            let Some(kept) = from_stored(&kept).filter(|kept| kept.verify(&body.password)) else {
                return (false, None);
            };
            // The one moment at which an imported password can be brought into our own scheme.
            (true, kept.needs_upgrade().then(|| to_stored(StoredPassword::new(&body.password))))
        })
        .await?;
    if !is_right {
        return Err(
            kinds::INCORRECT_PASSWORD.param("password", format!("It is not the password of the user {user_id}."))
        );
    }
    if let Some(upgraded) = upgraded {
        let work = move |tx: &mut frontdesk_storage::Tx<'_, '_>| -> ApiResult<()> {
            let Some(before) = tx.find_user(&user_id)? else { return Ok(()) };
            // Another password may have been set meanwhile.
            if before.password.as_ref() == Some(&stored) {
                tx.update_user(&before, &User { password: Some(upgraded.clone()), ..before.clone() })?;
            }
            Ok(())
        };
        cx.write(work).await?;
    }
    Ok(PasswordVerification { verified: true })
}
