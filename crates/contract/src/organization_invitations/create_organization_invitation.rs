use serde_json::{Map, Value};

use super::OrganizationInvitation;
use crate::{Maybe, object, operation};

#[operation(id = "CreateOrganizationInvitation", post = "/organizations/{organization_id}/invitations", tag = "Organization Invitations", returns = OrganizationInvitation, errors = "400 402@!2025-03-12 403 404 422")]
pub struct CreateOrganizationInvitation {
    #[api(path)]
    pub organization_id: String,
    #[api(body, required = "none")]
    pub body: CreateOrganizationInvitationBody,
}

#[object]
pub struct CreateOrganizationInvitationBody {
    pub email_address: String,
    pub inviter_user_id: Maybe<String>,
    pub role: String,
    pub public_metadata: Maybe<Map<String, Value>>,
    pub private_metadata: Maybe<Map<String, Value>>,
    pub redirect_url: Maybe<String>,
    #[api(min = 1, max = 365)]
    pub expires_in_days: Maybe<i64>,
    #[api(versions = "!2025-03-12", default = "true")]
    pub notify: Maybe<bool>,
}
