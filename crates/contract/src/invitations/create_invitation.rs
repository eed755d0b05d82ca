use serde_json::{Map, Value};

use super::Invitation;
use crate::{Maybe, object, operation, values};

/// Invites a person to the application by e-mail.
///
/// Whoever follows the link signs up with a verified address, even where sign-up is restricted. An address with a
/// pending invitation or a user is refused unless `ignore_existing` is set.
#[operation(
    id = "CreateInvitation",
    post = "/invitations",
    tag = "Invitations",
    returns = Invitation,
    errors = "400 422",
    sdk(js = "invitations.createInvitation({ ... })", python = "invitations.create(request)", go = "invitation.Create"),
)]
pub struct CreateInvitation {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateInvitationBody,
}

/// Whom to invite, and how.
#[object(closed)]
pub struct CreateInvitationBody {
    /// Whom to invite.
    pub email_address: String,
    /// The public metadata that the user starts with.
    pub public_metadata: Option<Map<String, Value>>,
    /// Where the invited person lands after following the link, with the ticket in the query.
    pub redirect_url: Option<String>,
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
    pub template_slug: Option<InvitationTemplateSlug>,
}

/// The e-mail that an invitation is sent with.
#[values]
pub enum InvitationTemplateSlug {
    /// The plain invitation.
    Invitation,
    /// The one that tells people from the waitlist that it is their turn.
    WaitlistInvitation,
}
