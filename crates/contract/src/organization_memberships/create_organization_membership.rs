use serde_json::{Map, Value};

use super::OrganizationMembership;
use crate::{Maybe, object, operation};

#[operation(id = "CreateOrganizationMembership", post = "/organizations/{organization_id}/memberships", tag = "Organization Memberships", returns = OrganizationMembership, errors = "400 403 404 422")]
pub struct CreateOrganizationMembership {
    #[api(path)]
    pub organization_id: String,
    #[api(body)]
    pub body: CreateOrganizationMembershipBody,
}

#[object]
pub struct CreateOrganizationMembershipBody {
    pub user_id: String,
    pub role: String,
    #[api(versions = "!2025-03-12")]
    pub public_metadata: Maybe<Map<String, Value>>,
    #[api(versions = "!2025-03-12")]
    pub private_metadata: Maybe<Map<String, Value>>,
}
