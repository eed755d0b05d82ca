use serde_json::{Map, Value};

use super::User;
use crate::{Maybe, object, operation, values};

#[operation(id = "CreateUser", post = "/users", tag = "Users", returns = User, errors = "400 401 402@!2025-03-12 403 422")]
pub struct CreateUser {
    #[api(body)]
    pub body: CreateUserBody,
}

#[object(closed)]
#[derive(Default)]
pub struct CreateUserBody {
    pub external_id: Maybe<String>,
    pub first_name: Maybe<String>,
    pub last_name: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    pub email_address: Option<Vec<String>>,
    #[api(versions = "!2025-03-12")]
    pub email_address_identification_status: Option<Vec<ImportedIdentificationStatus>>,
    pub phone_number: Option<Vec<String>>,
    #[api(versions = "!2025-03-12")]
    pub phone_number_identification_status: Option<Vec<ImportedIdentificationStatus>>,
    pub web3_wallet: Option<Vec<String>>,
    pub username: Maybe<String>,
    pub password: Maybe<String>,
    pub password_digest: Maybe<String>,
    pub password_hasher: Option<String>,
    pub skip_password_checks: Maybe<bool>,
    pub skip_password_requirement: Maybe<bool>,
    pub totp_secret: Maybe<String>,
    pub backup_codes: Option<Vec<String>>,
    pub public_metadata: Option<Map<String, Value>>,
    pub private_metadata: Option<Map<String, Value>>,
    pub unsafe_metadata: Option<Map<String, Value>>,
    pub delete_self_enabled: Maybe<bool>,
    pub legal_accepted_at: Maybe<String>,
    pub skip_legal_checks: Maybe<bool>,
    #[api(versions = "!2025-03-12")]
    pub skip_user_requirement: Maybe<bool>,
    pub create_organization_enabled: Maybe<bool>,
    pub create_organizations_limit: Maybe<i64>,
    pub created_at: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub bypass_client_trust: Maybe<bool>,
    #[api(versions = "!2025-03-12")]
    pub banned: Maybe<bool>,
    #[api(versions = "!2025-03-12")]
    pub locked: Maybe<bool>,
}

#[values]
pub enum ImportedIdentificationStatus {
    Verified,
    Reserved,
}
