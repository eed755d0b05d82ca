use serde_json::{Map, Value};

use crate::email_addresses::{VerificationSaml, VerificationTicket};
use crate::{Maybe, Nullable, Text, object, union};

#[object(closed)]
pub struct SamlAccount {
    pub id: String,
    #[api(values = "saml_account")]
    pub object: Text,
    pub provider: String,
    pub active: bool,
    pub email_address: String,
    pub first_name: Maybe<String>,
    pub last_name: Maybe<String>,
    pub provider_user_id: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub last_authenticated_at: Maybe<i64>,
    pub public_metadata: Option<Map<String, Value>>,
    pub verification: Nullable<SamlAccountVerification>,
    pub saml_connection: Maybe<SamlAccountConnection>,
}

#[object(closed)]
pub struct SamlAccountConnection {
    pub id: String,
    pub name: String,
    #[api(required = "2025-03-12", deprecated = "!2025-03-12")]
    pub domain: Option<String>,
    #[api(versions = "!2025-03-12")]
    pub domains: Option<Vec<String>>,
    pub active: bool,
    pub provider: String,
    pub sync_user_attributes: bool,
    pub allow_subdomains: Option<bool>,
    pub allow_idp_initiated: Option<bool>,
    pub disable_additional_identifications: Option<bool>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[union(tag = "object")]
pub enum SamlAccountVerification {
    #[api(tag = "verification_saml")]
    Saml(VerificationSaml),
    #[api(tag = "verification_ticket")]
    Ticket(VerificationTicket),
}
