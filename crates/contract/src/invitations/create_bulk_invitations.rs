use serde_json::{Map, Value};

use super::{Invitation, InvitationTemplateSlug};
use crate::{Maybe, object, operation};

/// Invites up to ten people to the application at once.
///
/// Either all invitations are created or none.
#[operation(
    id = "CreateBulkInvitations",
    post = "/invitations/bulk",
    tag = "Invitations",
    returns = Vec<Invitation>,
    errors = "400 422",
    sdk(
        js = "invitations.createInvitationBulk({ ... })",
        python = "invitations.bulk_create(request)",
        go = "invitation.BulkCreate",
    ),
)]
pub struct CreateBulkInvitations {
    /// What to send.
    #[api(body, required = "none", min_items = 1, max_items = 10)]
    pub body: Vec<CreateBulkInvitationsItem>,
}

/// One of the invitations.
#[object(closed)]
pub struct CreateBulkInvitationsItem {
    /// Whom to invite.
    pub email_address: String,
    /// The public metadata that the user starts with.
    pub public_metadata: Maybe<Map<String, Value>>,
    /// Where the invited person lands after following the link, with the ticket in the query.
    pub redirect_url: Maybe<String>,
    /// Whether to send the e-mail; without it, the link in `url` is yours to deliver.
    #[api(default = "true")]
    pub notify: Maybe<bool>,
    /// Whether to invite even if an invitation is pending or a user has the address already.
    #[api(default = "false")]
    pub ignore_existing: Maybe<bool>,
    /// How many days the link works.
    #[api(min = 1, max = 365)]
    pub expires_in_days: Maybe<i64>,
    /// Which e-mail to send: the plain invitation, or the one for people from the waitlist.
    #[api(default = r#""invitation""#)]
    pub template_slug: Option<InvitationTemplateSlug>,
}
