use serde_json::{Map, Value};

use super::Organization;
use crate::{object, operation};

/// Replaces the metadata of an organization.
///
/// Only the fields that are given are replaced, each of them whole; an empty object clears one.
#[operation(
    id = "ReplaceOrganizationMetadata",
    put = "/organizations/{organization_id}/metadata",
    tag = "Organizations",
    versions = "!2025-03-12",
    returns = Organization,
    errors = "400 401 404 422",
    risk = destructive,
    destroys = "Every key of a given metadata field that the new value does not repeat.",
    sdk(
        js = "organizations.replaceOrganizationMetadata(organizationId, { ... })",
        python = "organizations.replace_metadata(...)",
    ),
)]
pub struct ReplaceOrganizationMetadata {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body)]
    pub body: ReplaceOrganizationMetadataBody,
}

/// The new metadata.
#[object(closed)]
#[derive(Default)]
pub struct ReplaceOrganizationMetadataBody {
    /// All of the public metadata from now on, at most 8 KB; left out, it stays as it is.
    pub public_metadata: Option<Map<String, Value>>,
    /// All of the private metadata from now on, at most 8 KB; left out, it stays as it is.
    pub private_metadata: Option<Map<String, Value>>,
}
