//! Passkeys and accounts at other providers, which users connect in a browser.

use frontdesk_storage::Tx;
use frontdesk_storage::users::{ExternalAccount, LinkedTo, OauthToken, Passkey, User};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reference::find_user;
use super::{SeedError, update_user};
use crate::context::Context;
use crate::users::present::external_account_id;
use crate::users::sealed::seal_account;

/// An account at another provider to connect. One that is the user's already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalAccountSeed {
    /// Whose account it is, by id, e-mail address, phone number, wallet, username or external id.
    #[serde(alias = "user")]
    pub user_id: String,
    /// `oauth_google`, …
    pub provider: String,
    /// The id that the provider knows the user by.
    pub provider_user_id: String,
    /// The address at the provider; an equal one of the user is linked to the account.
    pub email_address: String,
    /// What the user has allowed, separated by spaces.
    #[serde(default)]
    pub approved_scopes: String,
    #[serde(default)]
    pub username: Option<String>,
    #[serde(default)]
    pub first_name: Option<String>,
    #[serde(default)]
    pub last_name: Option<String>,
    #[serde(default)]
    pub image_url: Option<String>,
    /// A name for the account, to tell several at one provider apart.
    #[serde(default)]
    pub label: Option<String>,
    /// What the provider lets the application act for the user with.
    #[serde(default)]
    pub token: Option<OauthTokenSeed>,
}

/// An access token of another provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OauthTokenSeed {
    pub token: String,
    /// When it stops working, in milliseconds since the epoch; never, if not given.
    #[serde(default)]
    pub expires_at: Option<i64>,
    /// With OpenID Connect.
    #[serde(default)]
    pub id_token: Option<String>,
    /// With OAuth 1.0.
    #[serde(default)]
    pub token_secret: Option<String>,
}

impl From<OauthTokenSeed> for OauthToken {
    fn from(seed: OauthTokenSeed) -> Self {
        let OauthTokenSeed { token, expires_at, id_token, token_secret } = seed;
        Self { token, expires_at, id_token, token_secret }
    }
}

/// An account that was connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExternalAccountReport {
    /// Whose account it is.
    pub user_id: String,
    /// The id that the API shows: `eac_…`, for Google that of the identification.
    pub external_account_id: String,
    /// `idn_…`.
    pub identification_id: String,
    /// `oauth_google`, …
    pub provider: String,
    /// The id that the provider knows the user by.
    pub provider_user_id: String,
}

/// A passkey to register. One that is called the same is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeySeed {
    /// Whose passkey it is, by id, e-mail address, phone number, wallet, username or external id.
    #[serde(alias = "user")]
    pub user_id: String,
    /// What the user calls it.
    pub name: String,
}

/// A passkey that was registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PasskeyReport {
    /// Whose passkey it is.
    pub user_id: String,
    /// `idn_…`.
    pub passkey_id: String,
}

pub(super) fn insert_external_account(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &ExternalAccountSeed,
) -> Result<ExternalAccountReport, SeedError> {
    if !seed.provider.starts_with("oauth_") || seed.provider_user_id.is_empty() {
        return Err(SeedError::Refused(format!(
            "the account of {} needs a provider such as `oauth_google` and the id that it knows the user by",
            seed.user_id
        )));
    }
    let email_address = frontdesk_identifiers::normalize_email(&seed.email_address)
        .map_err(|error| SeedError::Refused(format!("`{}` is {error}", seed.email_address)))?;
    let before = find_user(tx, &seed.user_id)?;
    let known = |one: &&ExternalAccount| one.provider == seed.provider && one.provider_user_id == seed.provider_user_id;
    if let Some(account) = before.external_accounts.iter().find(known) {
        return Ok(report(&before, account));
    }
    let mut after = before.clone();
    let mut account = ExternalAccount {
        id: cx.new_id("eac"),
        identification_id: cx.new_id("idn"),
        provider: seed.provider.clone(),
        provider_user_id: seed.provider_user_id.clone(),
        approved_scopes: seed.approved_scopes.clone(),
        email_address,
        username: seed.username.clone(),
        first_name: seed.first_name.clone(),
        last_name: seed.last_name.clone(),
        image_url: seed.image_url.clone(),
        label: seed.label.clone(),
        token: seed.token.clone().map(OauthToken::from),
        created_at: cx.now,
        updated_at: cx.now,
        ..ExternalAccount::default()
    };
    seal_account(&cx.instance, &mut account).map_err(SeedError::from)?;
    for own in after.email_addresses.iter_mut().filter(|own| own.email_address == account.email_address) {
        own.linked_to.push(LinkedTo { kind: account.provider.clone(), id: account.identification_id.clone() });
        own.updated_at = cx.now;
    }
    let made = report(&before, &account);
    after.external_accounts.push(account);
    after.updated_at = cx.now;
    update_user(cx, tx, &before, &after)?;
    Ok(made)
}

fn report(user: &User, account: &ExternalAccount) -> ExternalAccountReport {
    ExternalAccountReport {
        user_id: user.id.clone(),
        external_account_id: external_account_id(account).to_owned(),
        identification_id: account.identification_id.clone(),
        provider: account.provider.clone(),
        provider_user_id: account.provider_user_id.clone(),
    }
}

pub(super) fn insert_passkey(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &PasskeySeed,
) -> Result<PasskeyReport, SeedError> {
    let before = find_user(tx, &seed.user_id)?;
    if let Some(passkey) = before.passkeys.iter().find(|one| one.name == seed.name) {
        return Ok(PasskeyReport { user_id: before.id.clone(), passkey_id: passkey.id.clone() });
    }
    let mut after = before.clone();
    let id = cx.new_id("idn");
    after.passkeys.push(Passkey {
        id: id.clone(),
        name: seed.name.clone(),
        last_used_at: None,
        created_at: cx.now,
        updated_at: cx.now,
    });
    after.updated_at = cx.now;
    update_user(cx, tx, &before, &after)?;
    Ok(PasskeyReport { user_id: before.id, passkey_id: id })
}
