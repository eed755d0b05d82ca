use serde_json::{Map, Value};

use super::Invitation;
use crate::{Maybe, object, operation, values};

#[operation(id = "CreateInvitation", post = "/invitations", tag = "Invitations", returns = Invitation, errors = "400 422")]
pub struct CreateInvitation {
    #[api(body, required = "none")]
    pub body: CreateInvitationBody,
}

#[object(closed)]
pub struct CreateInvitationBody {
    pub email_address: String,
    pub public_metadata: Option<Map<String, Value>>,
    pub redirect_url: Option<String>,
    #[api(default = "true")]
    pub notify: Maybe<bool>,
    #[api(default = "false")]
    pub ignore_existing: Maybe<bool>,
    #[api(min = 1, max = 365)]
    pub expires_in_days: Maybe<i64>,
    pub template_slug: Option<InvitationTemplateSlug>,
}

#[values]
pub enum InvitationTemplateSlug {
    Invitation,
    WaitlistInvitation,
}
