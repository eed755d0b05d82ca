use serde_json::{Map, Value};

use super::Organization;
use crate::{object, operation};

/// Merges metadata into that of an organization, key by key at any depth.
///
/// A key with the value `null` is removed; lists are replaced whole.
#[operation(
    id = "MergeOrganizationMetadata",
    patch = "/organizations/{organization_id}/metadata",
    tag = "Organizations",
    returns = Organization,
    errors = "400 401 404 422",
    sdk(
        js = "organizations.updateOrganizationMetadata(organizationId, { ... })",
        python = "organizations.merge_metadata(...)",
        go = "organization.UpdateMetadata",
    ),
)]
pub struct MergeOrganizationMetadata {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body)]
    pub body: MergeOrganizationMetadataBody,
}

/// What to merge.
#[object(closed)]
#[derive(Default)]
pub struct MergeOrganizationMetadataBody {
    /// What to merge into the public metadata; `null` values remove keys. At most 8 KB afterwards.
    pub public_metadata: Option<Map<String, Value>>,
    /// What to merge into the private metadata; `null` values remove keys. At most 8 KB afterwards.
    pub private_metadata: Option<Map<String, Value>>,
}
