use serde_json::{Map, Value};

use super::OrganizationMembership;
use crate::{object, operation};

#[operation(id = "UpdateOrganizationMembershipMetadata", patch = "/organizations/{organization_id}/memberships/{user_id}/metadata", tag = "Organization Memberships", returns = OrganizationMembership, errors = "400 404 422")]
pub struct UpdateOrganizationMembershipMetadata {
    #[api(path)]
    pub organization_id: String,
    #[api(path)]
    pub user_id: String,
    #[api(body, required = "none")]
    pub body: UpdateOrganizationMembershipMetadataBody,
}

#[object(closed)]
#[derive(Default)]
pub struct UpdateOrganizationMembershipMetadataBody {
    pub public_metadata: Option<Map<String, Value>>,
    pub private_metadata: Option<Map<String, Value>>,
}
