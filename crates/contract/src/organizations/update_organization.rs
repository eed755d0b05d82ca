use serde_json::{Map, Value};

use super::Organization;
use crate::{Maybe, object, operation};

#[operation(id = "UpdateOrganization", patch = "/organizations/{organization_id}", tag = "Organizations", returns = Organization, errors = "400@!2025-03-12 402 403@!2025-03-12 404 422")]
pub struct UpdateOrganization {
    #[api(path)]
    pub organization_id: String,
    #[api(body)]
    pub body: UpdateOrganizationBody,
}

#[object(closed)]
#[derive(Default)]
pub struct UpdateOrganizationBody {
    pub name: Maybe<String>,
    pub slug: Maybe<String>,
    #[api(min = 0)]
    pub max_allowed_memberships: Maybe<i64>,
    pub admin_delete_enabled: Maybe<bool>,
    pub created_at: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
    #[api(versions = "!2026-05-12", deprecated = "!2025-03-12")]
    pub public_metadata: Maybe<Map<String, Value>>,
    #[api(versions = "!2026-05-12", deprecated = "!2025-03-12")]
    pub private_metadata: Maybe<Map<String, Value>>,
}
