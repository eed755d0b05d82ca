use crate::{Text, object};

/// An application that nobody owns yet, with the keys to try it.
#[object(closed)]
pub struct AccountlessApplication {
    /// Always `accountless_application`.
    #[api(values = "accountless_application")]
    pub object: Text,
    /// The key for front ends, `pk_test_…`.
    pub publishable_key: String,
    /// The key for this API, `sk_test_…`; shown only when the application is created.
    pub secret_key: Option<String>,
    /// Where somebody with an account makes the application theirs.
    pub claim_url: Option<String>,
    /// Where the keys are shown once the application is claimed.
    pub api_keys_url: Option<String>,
}
