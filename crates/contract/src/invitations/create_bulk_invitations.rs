use serde_json::{Map, Value};

use super::{Invitation, InvitationTemplateSlug};
use crate::{Maybe, object, operation};

#[operation(id = "CreateBulkInvitations", post = "/invitations/bulk", tag = "Invitations", returns = Vec<Invitation>, errors = "400 422")]
pub struct CreateBulkInvitations {
    #[api(body, required = "none", min_items = 1, max_items = 10)]
    pub body: Vec<CreateBulkInvitationsItem>,
}

#[object(closed)]
pub struct CreateBulkInvitationsItem {
    pub email_address: String,
    pub public_metadata: Maybe<Map<String, Value>>,
    pub redirect_url: Maybe<String>,
    #[api(default = "true")]
    pub notify: Maybe<bool>,
    #[api(default = "false")]
    pub ignore_existing: Maybe<bool>,
    #[api(min = 1, max = 365)]
    pub expires_in_days: Maybe<i64>,
    #[api(default = r#""invitation""#)]
    pub template_slug: Option<InvitationTemplateSlug>,
}
