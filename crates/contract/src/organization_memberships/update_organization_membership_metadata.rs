use serde_json::{Map, Value};

use super::OrganizationMembership;
use crate::{object, operation};

/// Merges metadata into that of a membership, key by key at any depth.
///
/// A key with the value `null` is removed; lists are replaced whole.
#[operation(
    id = "UpdateOrganizationMembershipMetadata",
    patch = "/organizations/{organization_id}/memberships/{user_id}/metadata",
    tag = "Organization Memberships",
    returns = OrganizationMembership,
    errors = "400 404 422",
    sdk(
        js = "organizations.updateOrganizationMembershipMetadata({ organizationId, userId, ... })",
        python = "organization_memberships.update_metadata(...)",
    ),
)]
pub struct UpdateOrganizationMembershipMetadata {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateOrganizationMembershipMetadataBody,
}

/// What to merge.
#[object(closed)]
#[derive(Default)]
pub struct UpdateOrganizationMembershipMetadataBody {
    /// What to merge into the public metadata; `null` values remove keys. At most 8 KB afterwards.
    pub public_metadata: Option<Map<String, Value>>,
    /// What to merge into the private metadata; `null` values remove keys. At most 8 KB afterwards.
    pub private_metadata: Option<Map<String, Value>>,
}
