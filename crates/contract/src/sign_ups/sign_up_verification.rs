use serde_json::{Map, Value};

use crate::{Nullable, object, values};

/// What is left to verify in a sign-up, for each identifier; `null` for what was not given.
#[object(closed)]
pub struct SignUpVerifications {
    /// The verification of the e-mail address.
    pub email_address: Nullable<SignUpVerification>,
    /// The verification of the phone number.
    pub phone_number: Nullable<SignUpVerification>,
    /// The verification of the wallet.
    pub web3_wallet: Nullable<SignUpVerification>,
    /// The verification of the account at an OAuth provider.
    pub external_account: Nullable<Map<String, Value>>,
}

/// The verification of one identifier of a sign-up.
#[object]
pub struct SignUpVerification {
    /// What has to happen next.
    pub next_action: Option<SignUpVerificationNextAction>,
    /// The methods to choose from, such as `email_code`.
    pub supported_strategies: Option<Vec<String>>,
}

/// What has to happen next to verify an identifier of a sign-up.
#[values]
pub enum SignUpVerificationNextAction {
    /// A code or link has to be sent.
    NeedsPrepare,
    /// The code has to be given, or the link followed.
    NeedsAttempt,
    /// Nothing is left to do.
    #[api(name = "")]
    Nothing,
}
