use serde_json::{Map, Value};

use super::User;
use crate::{Maybe, object, operation};

#[operation(id = "UpdateUser", patch = "/users/{user_id}", tag = "Users", returns = User, errors = "400 401 404 409@!2025-03-12 422")]
pub struct UpdateUser {
    #[api(path)]
    pub user_id: String,
    #[api(body)]
    pub body: UpdateUserBody,
}

#[object(closed)]
#[derive(Default)]
pub struct UpdateUserBody {
    pub external_id: Maybe<String>,
    pub first_name: Maybe<String>,
    pub last_name: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub locale: Maybe<String>,
    pub primary_email_address_id: Maybe<String>,
    #[api(default = "false")]
    pub notify_primary_email_address_changed: Maybe<bool>,
    pub primary_phone_number_id: Maybe<String>,
    pub primary_web3_wallet_id: Maybe<String>,
    pub username: Maybe<String>,
    pub profile_image_id: Maybe<String>,
    pub password: Maybe<String>,
    pub password_digest: Option<String>,
    pub password_hasher: Option<String>,
    pub skip_password_checks: Maybe<bool>,
    pub sign_out_of_other_sessions: Maybe<bool>,
    pub totp_secret: Maybe<String>,
    pub backup_codes: Option<Vec<String>>,
    pub delete_self_enabled: Maybe<bool>,
    pub create_organization_enabled: Maybe<bool>,
    pub legal_accepted_at: Maybe<String>,
    pub skip_legal_checks: Maybe<bool>,
    pub create_organizations_limit: Maybe<i64>,
    pub created_at: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub bypass_client_trust: Maybe<bool>,
    #[api(versions = "!2026-05-12", deprecated = "!2025-03-12")]
    pub public_metadata: Maybe<Map<String, Value>>,
    #[api(versions = "!2026-05-12", deprecated = "!2025-03-12")]
    pub private_metadata: Maybe<Map<String, Value>>,
    #[api(versions = "!2026-05-12", deprecated = "!2025-03-12")]
    pub unsafe_metadata: Maybe<Map<String, Value>>,
}
