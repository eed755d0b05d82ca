//! What a user has that is a secret and is needed again: sealed as it is stored.

use frontdesk_storage::users::{ExternalAccount, OauthToken, User};

use crate::error::ApiResult;
use crate::instance::Instance;
use crate::sealed::{Purpose, open_text, seal_text};

type Change = fn(&Instance, Purpose, &str, &str) -> ApiResult<String>;

/// What is stored of the secret of a user's authenticator app.
pub(crate) fn seal_totp(instance: &Instance, user_id: &str, secret: &str) -> ApiResult<String> {
    seal_text(instance, Purpose::Totp, user_id, secret)
}

/// The secret of a user's authenticator app of which that is stored.
pub(crate) fn open_totp(instance: &Instance, user_id: &str, stored: &str) -> ApiResult<String> {
    open_text(instance, Purpose::Totp, user_id, stored)
}

/// Seals the tokens of an account at another provider.
pub(crate) fn seal_account(instance: &Instance, account: &mut ExternalAccount) -> ApiResult<()> {
    change_account(instance, account, seal_text)
}

/// Opens the tokens of an account at another provider.
pub(crate) fn open_account(instance: &Instance, account: &mut ExternalAccount) -> ApiResult<()> {
    change_account(instance, account, open_text)
}

/// Seals everything that a user has and a seed gives in clear.
pub(crate) fn seal_user(instance: &Instance, user: &mut User) -> ApiResult<()> {
    change_user(instance, user, seal_text)
}

/// Opens everything that is sealed, so that another instance can have the user.
pub(crate) fn open_user(instance: &Instance, user: &mut User) -> ApiResult<()> {
    change_user(instance, user, open_text)
}

fn change_user(instance: &Instance, user: &mut User, change: Change) -> ApiResult<()> {
    if let Some(totp) = &mut user.totp {
        totp.secret = change(instance, Purpose::Totp, &user.id, &totp.secret)?;
    }
    user.external_accounts.iter_mut().try_for_each(|account| change_account(instance, account, change))
}

fn change_account(instance: &Instance, account: &mut ExternalAccount, change: Change) -> ApiResult<()> {
    let Some(OauthToken { token, id_token, token_secret, .. }) = &mut account.token else { return Ok(()) };
    for secret in [Some(token), id_token.as_mut(), token_secret.as_mut()].into_iter().flatten() {
        *secret = change(instance, Purpose::ProviderToken, &account.id, secret)?;
    }
    Ok(())
}
