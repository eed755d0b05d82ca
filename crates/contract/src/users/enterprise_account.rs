use serde_json::{Map, Value};

use crate::email_addresses::{VerificationOauth, VerificationSaml, VerificationTicket};
use crate::{Maybe, Nullable, Text, object, union, values};

#[object(closed)]
pub struct EnterpriseAccount {
    pub id: String,
    #[api(values = "enterprise_account")]
    pub object: Text,
    pub protocol: Option<EnterpriseAccountProtocol>,
    pub provider: String,
    pub active: bool,
    pub email_address: String,
    pub first_name: Maybe<String>,
    pub last_name: Maybe<String>,
    pub provider_user_id: Maybe<String>,
    pub enterprise_connection_id: Maybe<String>,
    pub public_metadata: Option<Map<String, Value>>,
    pub verification: Nullable<EnterpriseAccountVerification>,
    pub enterprise_connection: Maybe<EnterpriseAccountConnection>,
    pub last_authenticated_at: Maybe<i64>,
}

#[object(closed)]
pub struct EnterpriseAccountConnection {
    pub id: String,
    pub protocol: String,
    pub provider: String,
    pub name: String,
    pub logo_public_url: Nullable<String>,
    #[api(deprecated)]
    pub domain: Option<String>,
    pub domains: Option<Vec<String>>,
    pub active: bool,
    pub sync_user_attributes: bool,
    pub allow_subdomains: bool,
    pub allow_idp_initiated: bool,
    pub disable_additional_identifications: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

#[values]
pub enum EnterpriseAccountProtocol {
    Oauth,
    Saml,
}

#[union(tag = "object")]
pub enum EnterpriseAccountVerification {
    #[api(tag = "verification_ticket")]
    Ticket(VerificationTicket),
    #[api(tag = "verification_saml")]
    Saml(VerificationSaml),
    #[api(tag = "verification_oauth")]
    Oauth(VerificationOauth),
}
