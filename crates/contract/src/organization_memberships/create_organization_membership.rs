use serde_json::{Map, Value};

use super::OrganizationMembership;
use crate::{Maybe, object, operation};

/// Makes a user a member of an organization.
///
/// Nobody is asked and no message is sent; to ask first, invite. Refused when the organization is full.
#[operation(
    id = "CreateOrganizationMembership",
    post = "/organizations/{organization_id}/memberships",
    tag = "Organization Memberships",
    returns = OrganizationMembership,
    errors = "400 403 404 422",
    sdk(
        js = "organizations.createOrganizationMembership({ organizationId, ... })",
        python = "organization_memberships.create(...)",
        go = "organizationmembership.Create",
    ),
)]
pub struct CreateOrganizationMembership {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body)]
    pub body: CreateOrganizationMembershipBody,
}

/// Who joins, in which role.
#[object]
pub struct CreateOrganizationMembershipBody {
    /// The id of the user, `user_…`.
    pub user_id: String,
    /// The key of the role, such as `org:admin` or `org:member`.
    pub role: String,
    /// Data that front ends may read and only the Backend API may write; an object of at most 8 KB.
    #[api(versions = "!2025-03-12")]
    pub public_metadata: Maybe<Map<String, Value>>,
    /// Data that only the Backend API sees; an object of at most 8 KB.
    #[api(versions = "!2025-03-12")]
    pub private_metadata: Maybe<Map<String, Value>>,
}
