//! Users, as `POST /users` takes them, or whole, as an export writes them.

use frontdesk_credentials::{StoredPassword, Totp, backup_codes};
use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::Tx;
use frontdesk_storage::users::{self as stored, Claimed, EmailAddress, PhoneNumber, User, Verification, Web3Wallet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::context::Context;
use crate::users::sealed::seal_user;

/// A user. What `POST /users` calls `email_address`, `phone_number`, `web3_wallet`, `password` and `totp_secret` may be
/// given so; everything else is as it is stored. Who has one of the identifiers already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserSeed {
    /// E-mail addresses, verified; the first one is the primary one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub email_address: Vec<String>,
    /// Phone numbers, verified; the first one is the primary one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone_number: Vec<String>,
    /// Wallets, verified; the first one is the primary one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub web3_wallet: Vec<String>,
    /// The password itself; it is stored hashed. `password` as a text means the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plain_password: Option<String>,
    /// The secret of an authenticator app, base32.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp_secret: Option<String>,
    /// The user as it is stored. Ids and times that are missing are made.
    #[serde(flatten)]
    pub user: User,
}

impl UserSeed {
    /// The user that is stored, with its secrets hashed. Takes a while for each password.
    pub(super) fn prepare(&self, cx: &Context) -> Result<User, SeedError> {
        let mut user = self.user.clone();
        let refuse = |text: &str, error: &dyn std::fmt::Display| SeedError::Refused(format!("`{text}` is {error}"));
        for text in &self.email_address {
            let email_address = normalize_email(text).map_err(|error| refuse(text, &error))?;
            let verification = Some(Verification::admin());
            user.email_addresses.push(EmailAddress { email_address, verification, ..EmailAddress::default() });
        }
        for text in &self.phone_number {
            let phone_number = normalize_phone(text).map_err(|error| refuse(text, &error))?;
            let verification = Some(Verification::admin());
            user.phone_numbers.push(PhoneNumber { phone_number, verification, ..PhoneNumber::default() });
        }
        for text in &self.web3_wallet {
            let web3_wallet = normalize_web3_wallet(text).map_err(|error| refuse(text, &error))?;
            let verification = Some(Verification::admin());
            user.web3_wallets.push(Web3Wallet { web3_wallet, verification, ..Web3Wallet::default() });
        }
        if let Some(password) = &self.plain_password {
            user.password = Some(crate::users::secrets::to_stored(StoredPassword::new(password)));
        }
        if let Some(secret) = &self.totp_secret {
            let totp = Totp::from_secret(secret).map_err(|error| refuse(secret, &error))?;
            user.totp = Some(stored::Totp { secret: totp.secret(), last_used_step: None, created_at: cx.now });
        }
        if let Some(codes) = &user.backup_codes {
            // Digests are taken as they are.
            let codes = backup_codes::import(codes)
                .map_err(|error| SeedError::Refused(format!("the backup codes of {}: {error}", user.id)))?;
            user.backup_codes = Some(codes.iter().map(|code| code.digest().to_owned()).collect());
        }
        complete(cx, &mut user);
        seal_user(&cx.instance, &mut user)?;
        Ok(user)
    }
}

/// Makes what is missing: ids, times, and which identifiers are the primary ones. Who has an id comes from an export,
/// and is whole.
fn complete(cx: &Context, user: &mut User) {
    let is_whole = !user.id.is_empty();
    let fill = |id: &mut String, prefix: &str| {
        if id.is_empty() {
            *id = cx.new_id(prefix);
        }
    };
    let since = |time: &mut i64| {
        if *time == 0 {
            *time = cx.now;
        }
    };
    fill(&mut user.id, "user");
    since(&mut user.created_at);
    since(&mut user.updated_at);
    for one in &mut user.email_addresses {
        fill(&mut one.id, "idn");
        since(&mut one.created_at);
        since(&mut one.updated_at);
    }
    for one in &mut user.phone_numbers {
        fill(&mut one.id, "idn");
        since(&mut one.created_at);
        since(&mut one.updated_at);
    }
    for one in &mut user.web3_wallets {
        fill(&mut one.id, "idn");
        since(&mut one.created_at);
        since(&mut one.updated_at);
    }
    for one in &mut user.passkeys {
        fill(&mut one.id, "idn");
        since(&mut one.created_at);
        since(&mut one.updated_at);
    }
    for one in &mut user.external_accounts {
        fill(&mut one.id, "eac");
        fill(&mut one.identification_id, "idn");
        since(&mut one.created_at);
        since(&mut one.updated_at);
    }
    if is_whole {
        return;
    }
    let first = |primary: &mut Option<String>, id: Option<&String>| {
        if primary.is_none() {
            *primary = id.cloned();
        }
    };
    first(&mut user.primary_email_address_id, user.email_addresses.first().map(|one| &one.id));
    first(&mut user.primary_phone_number_id, user.phone_numbers.first().map(|one| &one.id));
    first(&mut user.primary_web3_wallet_id, user.web3_wallets.first().map(|one| &one.id));
    if user.password.is_some() && user.password_last_updated_at.is_none() {
        user.password_last_updated_at = Some(user.created_at);
    }
    if user.two_factor_enabled() && user.mfa_enabled_at.is_none() {
        user.mfa_enabled_at = Some(user.created_at);
    }
}

/// Stores the user unless it is there, and gives its id. One that the seed gives no id is there when anybody has one of
/// its identifiers.
pub(super) fn insert(tx: &mut Tx<'_, '_>, user: &User, has_id: bool) -> Result<String, SeedError> {
    if tx.find_user(&user.id)?.is_some() {
        return Ok(user.id.clone());
    }
    for identification in user.identifications().iter().filter(|one| one.claimed) {
        match tx.find_claimant(identification.kind, &identification.value)? {
            Some(id) if !has_id => return Ok(id),
            Some(id) => {
                let value = &identification.value;
                return Err(SeedError::Refused(format!("{value} of {} belongs to {id}", user.id)));
            }
            None => {}
        }
    }
    // A user of that id may have been deleted a moment ago.
    tx.clear_leftovers(&user.id)?;
    match tx.insert_user(user)? {
        Claimed::All => Ok(user.id.clone()),
        Claimed::Taken(_, value) => Err(SeedError::Refused(format!("{value} stands twice in the seed"))),
    }
}
