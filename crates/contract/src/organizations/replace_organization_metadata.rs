use serde_json::{Map, Value};

use super::Organization;
use crate::{object, operation};

#[operation(id = "ReplaceOrganizationMetadata", put = "/organizations/{organization_id}/metadata", tag = "Organizations", versions = "!2025-03-12", returns = Organization, errors = "400 401 404 422")]
pub struct ReplaceOrganizationMetadata {
    #[api(path)]
    pub organization_id: String,
    #[api(body)]
    pub body: ReplaceOrganizationMetadataBody,
}

#[object(closed)]
#[derive(Default)]
pub struct ReplaceOrganizationMetadataBody {
    pub public_metadata: Option<Map<String, Value>>,
    pub private_metadata: Option<Map<String, Value>>,
}
