use serde_json::{Map, Value};

use super::OrganizationInvitation;
use crate::{Maybe, Page, object, operation};

/// Invites up to ten people into an organization at once.
///
/// Either all invitations are created or none.
#[operation(
    id = "CreateOrganizationInvitationBulk",
    post = "/organizations/{organization_id}/invitations/bulk",
    tag = "Organization Invitations",
    returns = Page<OrganizationInvitation>,
    errors = "400 403 404 422",
    sdk(
        js = "organizations.createOrganizationInvitationBulk(organizationId, { ... })",
        python = "organization_invitations.bulk_create(..., request_body)",
    ),
)]
pub struct CreateOrganizationInvitationBulk {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body, min_items = 1, max_items = 10)]
    pub body: Vec<CreateOrganizationInvitationBulkItem>,
}

/// One of the invitations.
#[object]
pub struct CreateOrganizationInvitationBulkItem {
    /// Whom to invite.
    pub email_address: String,
    /// The user who invites; a member who may manage memberships. Without one, the application invites.
    pub inviter_user_id: Maybe<String>,
    /// The key of the role, such as `org:admin` or `org:member`.
    pub role: String,
    /// The public metadata that the membership starts with.
    pub public_metadata: Maybe<Map<String, Value>>,
    /// The private metadata that the membership starts with.
    pub private_metadata: Maybe<Map<String, Value>>,
    /// Where the invited person lands after following the link, with the ticket in the query.
    pub redirect_url: Maybe<String>,
    /// How many days the link works.
    #[api(min = 1, max = 365)]
    pub expires_in_days: Maybe<i64>,
    /// Whether to send the e-mail; without it, the link in `url` is yours to deliver.
    #[api(versions = "!2025-03-12", default = "true")]
    pub notify: Maybe<bool>,
}
