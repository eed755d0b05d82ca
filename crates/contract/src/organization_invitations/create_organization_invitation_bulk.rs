use serde_json::{Map, Value};

use super::OrganizationInvitation;
use crate::{Maybe, Page, object, operation};

#[operation(id = "CreateOrganizationInvitationBulk", post = "/organizations/{organization_id}/invitations/bulk", tag = "Organization Invitations", returns = Page<OrganizationInvitation>, errors = "400 403 404 422")]
pub struct CreateOrganizationInvitationBulk {
    #[api(path)]
    pub organization_id: String,
    #[api(body, min_items = 1, max_items = 10)]
    pub body: Vec<CreateOrganizationInvitationBulkItem>,
}

#[object]
pub struct CreateOrganizationInvitationBulkItem {
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
