//! From what is stored of a user to what the API shows of one.

use frontdesk_contract::email_addresses::{
    EmailAddress, EmailAddressVerification, IdentificationLink, VerificationAdmin, VerificationFromOauth,
    VerificationOauth, VerificationOtp, VerificationPasskey, VerificationStatus,
};
use frontdesk_contract::phone_numbers::{PhoneNumber, PhoneNumberVerification};
use frontdesk_contract::users::{
    ExternalAccountVerification, ExternalAccountWithVerification, Passkey, User, Web3Wallet, Web3WalletVerification,
};
use frontdesk_contract::{Maybe, Nullable};
use frontdesk_storage::{Tx, users as stored};

use crate::context::Context;
use crate::error::ApiResult;
use crate::{events, images};

/// The user as the newest version shows it.
pub(crate) fn present_user(cx: &Context, user: stored::User) -> User {
    let settings = cx.settings();
    let locked = is_locked(&user, cx.now);
    let expires_in = user.lockout_expires_at.filter(|_| locked).map(|at| (at - cx.now + 999) / 1000);
    // A lock that has run out gives every attempt back.
    let failed = if user.locked && !locked { 0 } else { user.failed_attempts.unwrap_or(0) };
    let attempts = settings.lockout_enabled.then(|| (settings.lockout_attempts - failed).max(0));
    let image_url = image_url(cx, &user);
    User {
        object: "user".into(),
        has_image: user.image.is_some(),
        profile_image_url: Some(image_url.clone()),
        image_url: Some(image_url),
        password_enabled: user.password.is_some(),
        two_factor_enabled: user.two_factor_enabled(),
        totp_enabled: user.totp.is_some(),
        backup_code_enabled: user.backup_codes.as_ref().is_some_and(|codes| !codes.is_empty()),
        locked,
        lockout_expires_in_seconds: expires_in,
        verification_attempts_remaining: attempts,
        delete_self_enabled: user.delete_self_enabled.unwrap_or(true),
        create_organization_enabled: user.create_organization_enabled.unwrap_or(true),
        create_organizations_limit: maybe(user.create_organizations_limit),
        last_active_at: user.last_active_at.map(|at| at - at.rem_euclid(24 * 3600 * 1000)),
        email_addresses: user.email_addresses.into_iter().map(present_email_address).collect(),
        phone_numbers: user.phone_numbers.into_iter().map(present_phone_number).collect(),
        web3_wallets: user.web3_wallets.into_iter().map(present_web3_wallet).collect(),
        passkeys: user.passkeys.into_iter().map(present_passkey).collect(),
        external_accounts: user.external_accounts.into_iter().map(present_external_account).collect(),
        saml_accounts: Vec::new(),
        enterprise_accounts: Vec::new(),
        organization_memberships: None,
        password_last_updated_at: maybe(user.password_last_updated_at),
        locale: maybe(user.locale),
        id: user.id,
        external_id: user.external_id,
        primary_email_address_id: user.primary_email_address_id,
        primary_phone_number_id: user.primary_phone_number_id,
        primary_web3_wallet_id: user.primary_web3_wallet_id,
        username: user.username,
        first_name: user.first_name,
        last_name: user.last_name,
        public_metadata: user.public_metadata,
        private_metadata: Maybe::Value(user.private_metadata),
        unsafe_metadata: Some(user.unsafe_metadata),
        mfa_enabled_at: user.mfa_enabled_at,
        mfa_disabled_at: user.mfa_disabled_at,
        last_sign_in_at: user.last_sign_in_at,
        banned: user.banned,
        deprovisioned: Some(user.deprovisioned),
        updated_at: user.updated_at,
        created_at: user.created_at,
        legal_accepted_at: user.legal_accepted_at,
        bypass_client_trust: Some(user.bypass_client_trust),
        scim: Maybe::Null,
    }
}

/// Records an event of a user.
pub(crate) fn record_user(cx: &Context, tx: &mut Tx<'_, '_>, kind: &'static str, user: &stored::User) -> ApiResult<()> {
    events::record(cx, tx, kind, &user.id, &present_user(cx, user.clone()))
}

/// Whether the user is locked at `now`; a lock that has run out is none.
pub(crate) fn is_locked(user: &stored::User, now: i64) -> bool {
    user.locked && user.lockout_expires_at.is_none_or(|at| at > now)
}

fn maybe<T>(value: Option<T>) -> Maybe<T> {
    value.map_or(Maybe::Null, Maybe::Value)
}

/// The letters on a user's default picture.
fn initials(user: &stored::User) -> String {
    frontdesk_identifiers::user_initials(user.first_name.as_deref(), user.last_name.as_deref()).unwrap_or_default()
}

fn links(linked_to: Vec<stored::LinkedTo>) -> Vec<IdentificationLink> {
    linked_to.into_iter().map(|link| IdentificationLink { r#type: link.kind, id: link.id }).collect()
}

fn admin() -> VerificationAdmin {
    VerificationAdmin {
        object: "verification_admin".into(),
        status: "verified".into(),
        strategy: "admin".into(),
        attempts: None,
        expire_at: None,
        verified_at_client: Maybe::Absent,
    }
}

/// The verification of a one-time code.
pub(crate) fn present_code_verification(verification: &stored::Verification) -> VerificationOtp {
    let channel = if verification.strategy == "phone_code" { Maybe::Value("sms".to_owned()) } else { Maybe::Null };
    VerificationOtp {
        object: "verification_otp".into(),
        status: VerificationStatus::from(verification.status.as_str()),
        strategy: verification.strategy.clone().into(),
        attempts: verification.attempts,
        expire_at: verification.expire_at,
        channel,
        verified_at_client: Maybe::Absent,
    }
}

fn email_verification(verification: &stored::Verification) -> EmailAddressVerification {
    if verification.strategy == "admin" {
        admin().into()
    } else if verification.strategy.starts_with("from_oauth_") {
        VerificationFromOauth {
            object: "verification_from_oauth".into(),
            status: VerificationStatus::from(verification.status.as_str()),
            strategy: verification.strategy.clone(),
            error: Maybe::Null,
            expire_at: verification.expire_at,
            attempts: verification.attempts,
            verified_at_client: Maybe::Absent,
        }
        .into()
    } else {
        present_code_verification(verification).into()
    }
}

/// The e-mail address as the API shows it.
pub(crate) fn present_email_address(email: stored::EmailAddress) -> EmailAddress {
    EmailAddress {
        object: "email_address".into(),
        verification: email.verification.as_ref().map(email_verification),
        reserved: email.reserved,
        linked_to: links(email.linked_to),
        matches_sso_connection: Some(false),
        id: email.id,
        email_address: email.email_address,
        created_at: email.created_at,
        updated_at: email.updated_at,
    }
}

/// The phone number as the API shows it.
pub(crate) fn present_phone_number(phone: stored::PhoneNumber) -> PhoneNumber {
    let verification: Nullable<PhoneNumberVerification> = phone.verification.as_ref().map(|verification| {
        if verification.strategy == "admin" { admin().into() } else { present_code_verification(verification).into() }
    });
    PhoneNumber {
        object: "phone_number".into(),
        verification,
        reserved: phone.reserved,
        reserved_for_second_factor: Some(phone.reserved_for_second_factor),
        default_second_factor: Some(phone.default_second_factor),
        linked_to: links(phone.linked_to),
        backup_codes: Maybe::Absent,
        id: phone.id,
        phone_number: phone.phone_number,
        created_at: phone.created_at,
        updated_at: phone.updated_at,
    }
}

fn present_web3_wallet(wallet: stored::Web3Wallet) -> Web3Wallet {
    Web3Wallet {
        object: "web3_wallet".into(),
        verification: wallet.verification.map(|_| Web3WalletVerification::from(admin())),
        id: wallet.id,
        web3_wallet: wallet.web3_wallet,
        created_at: wallet.created_at,
        updated_at: wallet.updated_at,
    }
}

fn present_passkey(passkey: stored::Passkey) -> Passkey {
    Passkey {
        object: "passkey".into(),
        verification: Some(VerificationPasskey {
            object: "verification_passkey".into(),
            status: "verified".into(),
            strategy: "passkey".into(),
            nonce: Some("nonce".into()),
            message: Maybe::Null,
            attempts: None,
            expire_at: None,
            verified_at_client: Maybe::Absent,
        }),
        // The API has no null here: a passkey that was never used counts from its creation.
        last_used_at: passkey.last_used_at.unwrap_or(passkey.created_at),
        id: passkey.id,
        name: passkey.name,
    }
}

/// The account at another provider as the API shows it.
/// The id that the API shows. Google's accounts have kept the form they had first: that of the identification.
pub(crate) fn external_account_id(account: &stored::ExternalAccount) -> &str {
    if account.provider == "oauth_google" { &account.identification_id } else { &account.id }
}

fn present_external_account(account: stored::ExternalAccount) -> ExternalAccountWithVerification {
    let is_google = account.provider == "oauth_google";
    let id = external_account_id(&account).to_owned();
    ExternalAccountWithVerification {
        object: if is_google { "google_account".into() } else { "external_account".into() },
        id,
        verification: Some(ExternalAccountVerification::from(VerificationOauth {
            object: "verification_oauth".into(),
            status: VerificationStatus::Verified,
            strategy: account.provider.clone(),
            external_verification_redirect_url: None,
            error: Maybe::Null,
            expire_at: account.created_at + 10 * 60 * 1000,
            attempts: None,
            verified_at_client: Maybe::Absent,
        })),
        provider: account.provider,
        identification_id: account.identification_id,
        provider_user_id: account.provider_user_id,
        approved_scopes: account.approved_scopes,
        email_address: account.email_address,
        email_address_verified: Maybe::Value(true),
        first_name: account.first_name.unwrap_or_default(),
        last_name: account.last_name.unwrap_or_default(),
        avatar_url: account.image_url.clone(),
        image_url: maybe(account.image_url),
        username: maybe(account.username),
        phone_number: Maybe::Null,
        public_metadata: account.public_metadata,
        label: maybe(account.label),
        created_at: account.created_at,
        updated_at: account.updated_at,
    }
}

/// The link to the picture of a user.
pub(crate) fn image_url(cx: &Context, user: &stored::User) -> String {
    match &user.image {
        Some(image) => images::uploaded_image_url(cx, &image.id),
        None => images::default_image_url(cx, &user.id, &initials(user)),
    }
}
