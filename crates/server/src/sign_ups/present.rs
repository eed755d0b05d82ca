//! From what is stored of a sign-up, and what the instance demands of users, to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::sign_ups::{
    SignUp, SignUpStatus, SignUpVerification, SignUpVerificationNextAction, SignUpVerifications,
};
use frontdesk_storage::instances::Settings;
use frontdesk_storage::sign_ups::{self as stored, SignUpDetails};

use crate::context::Context;

/// What proves that somebody owns an identifier.
const STRATEGIES: [(&str, &[&str]); 3] = [
    ("email_address", &["email_code", "email_link"]),
    ("phone_number", &["phone_code"]),
    ("web3_wallet", &["web3_metamask_signature", "web3_base_signature", "web3_coinbase_wallet_signature"]),
];

pub(super) fn present_sign_up(cx: &Context, sign_up: stored::SignUp) -> SignUp {
    let status = sign_up.status_at(cx.now).to_owned();
    let details = sign_up.details;
    let Fields { required, optional } = Fields::of(cx.settings());
    let is_open = status != "complete";
    let missing = required.iter().filter(|name| is_open && !is_given(&details, name)).cloned().collect();
    let unverified = STRATEGIES.iter().map(|(name, _)| (*name).to_owned());
    let unverified = unverified.filter(|name| is_open && is_given(&details, name) && !is_verified(&details, name));
    SignUp {
        object: "sign_up_attempt".into(),
        id: sign_up.id,
        status: SignUpStatus::from(status.as_str()),
        required_fields: required,
        optional_fields: optional,
        missing_fields: missing,
        unverified_fields: unverified.collect(),
        verifications: SignUpVerifications {
            email_address: verification(&details, "email_address"),
            phone_number: verification(&details, "phone_number"),
            web3_wallet: verification(&details, "web3_wallet"),
            external_account: None,
        },
        username: details.username,
        email_address: details.email_address,
        phone_number: details.phone_number,
        web3_wallet: details.web3_wallet,
        password_enabled: details.password_enabled,
        first_name: details.first_name,
        last_name: details.last_name,
        unsafe_metadata: Some(details.unsafe_metadata),
        public_metadata: Some(details.public_metadata),
        custom_action: details.custom_action,
        external_id: details.external_id,
        created_session_id: details.created_session_id,
        created_user_id: sign_up.created_user_id,
        abandon_at: sign_up.abandon_at,
        legal_accepted_at: details.legal_accepted_at,
        locale: details.locale.map_or(Maybe::Null, Maybe::Value),
        external_account: None,
    }
}

/// What may be filled in, by what the instance says of its users.
struct Fields {
    required: Vec<String>,
    optional: Vec<String>,
}

impl Fields {
    fn of(settings: &Settings) -> Self {
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        for (name, is_enabled) in [
            ("email_address", settings.email_address_enabled),
            ("phone_number", settings.phone_number_enabled),
            ("web3_wallet", true),
            ("username", settings.username_enabled),
            ("password", true),
            ("first_name", true),
            ("last_name", true),
        ] {
            if settings.required_attributes.iter().any(|attribute| attribute == name) {
                required.push(name.to_owned());
            } else if is_enabled {
                optional.push(name.to_owned());
            }
        }
        if settings.legal_consent_required {
            required.push("legal_accepted".to_owned());
        }
        Self { required, optional }
    }
}

fn is_given(details: &SignUpDetails, name: &str) -> bool {
    match name {
        "email_address" => details.email_address.is_some(),
        "phone_number" => details.phone_number.is_some(),
        "web3_wallet" => details.web3_wallet.is_some(),
        "username" => details.username.is_some(),
        "password" => details.password_enabled,
        "first_name" => details.first_name.is_some(),
        "last_name" => details.last_name.is_some(),
        _ => details.legal_accepted_at.is_some(),
    }
}

fn is_verified(details: &SignUpDetails, name: &str) -> bool {
    details.verified_fields.iter().any(|verified| verified == name)
}

fn verification(details: &SignUpDetails, name: &str) -> Option<SignUpVerification> {
    let strategies = STRATEGIES.iter().find(|(field, _)| *field == name).map(|(_, strategies)| *strategies);
    strategies.filter(|_| is_given(details, name)).map(|strategies| {
        let next_action = if is_verified(details, name) {
            SignUpVerificationNextAction::Nothing
        } else if details.prepared_fields.iter().any(|prepared| prepared == name) {
            SignUpVerificationNextAction::NeedsAttempt
        } else {
            SignUpVerificationNextAction::NeedsPrepare
        };
        SignUpVerification {
            next_action: Some(next_action),
            supported_strategies: Some(strategies.iter().map(|&strategy| strategy.to_owned()).collect()),
        }
    })
}
