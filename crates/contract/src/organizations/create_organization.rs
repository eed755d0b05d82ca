use serde_json::{Map, Value};

use super::Organization;
use crate::{Maybe, object, operation};

#[operation(id = "CreateOrganization", post = "/organizations", tag = "Organizations", returns = Organization, errors = "400 402@!2025-03-12 403 422")]
pub struct CreateOrganization {
    #[api(body, required = "none")]
    pub body: CreateOrganizationBody,
}

#[object]
pub struct CreateOrganizationBody {
    pub name: String,
    pub created_by: Maybe<String>,
    pub private_metadata: Maybe<Map<String, Value>>,
    pub public_metadata: Maybe<Map<String, Value>>,
    pub slug: Maybe<String>,
    #[api(min = 0)]
    pub max_allowed_memberships: Maybe<i64>,
    pub created_at: Maybe<String>,
    #[api(versions = "!2025-03-12")]
    pub role_set_key: Maybe<String>,
}
