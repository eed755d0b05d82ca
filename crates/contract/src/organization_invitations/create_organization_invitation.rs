use serde_json::{Map, Value};

use super::OrganizationInvitation;
use crate::{Maybe, object, operation};

/// Invites a person into an organization by e-mail.
///
/// Whoever follows the link becomes a member with the given role, and a user first if need be. One invitation an
/// address can be pending, and pending ones count towards the organization's limit of members.
#[operation(
    id = "CreateOrganizationInvitation",
    post = "/organizations/{organization_id}/invitations",
    tag = "Organization Invitations",
    returns = OrganizationInvitation,
    errors = "400 402@!2025-03-12 403 404 422",
    sdk(
        js = "organizations.createOrganizationInvitation({ organizationId, ... })",
        python = "organization_invitations.create(...)",
        go = "organizationinvitation.Create",
    ),
)]
pub struct CreateOrganizationInvitation {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateOrganizationInvitationBody,
}

/// Whom to invite, into which role.
#[object]
pub struct CreateOrganizationInvitationBody {
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
