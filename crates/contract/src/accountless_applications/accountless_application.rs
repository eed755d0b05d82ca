use crate::{Text, object};

#[object(closed)]
pub struct AccountlessApplication {
    #[api(values = "accountless_application")]
    pub object: Text,
    pub publishable_key: String,
    pub secret_key: Option<String>,
    pub claim_url: Option<String>,
    pub api_keys_url: Option<String>,
}
