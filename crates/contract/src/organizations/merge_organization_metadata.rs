use serde_json::{Map, Value};

use super::Organization;
use crate::{object, operation};

#[operation(id = "MergeOrganizationMetadata", patch = "/organizations/{organization_id}/metadata", tag = "Organizations", returns = Organization, errors = "400 401 404 422")]
pub struct MergeOrganizationMetadata {
    #[api(path)]
    pub organization_id: String,
    #[api(body)]
    pub body: MergeOrganizationMetadataBody,
}

#[object(closed)]
#[derive(Default)]
pub struct MergeOrganizationMetadataBody {
    pub public_metadata: Option<Map<String, Value>>,
    pub private_metadata: Option<Map<String, Value>>,
}
