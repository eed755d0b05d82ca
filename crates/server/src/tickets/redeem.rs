//! The one step in which tickets are used, whoever brings them.

use frontdesk_credentials::secret::equal;
use frontdesk_storage::Tx;
use frontdesk_storage::clients::Client;
use frontdesk_storage::sessions::Session;
use frontdesk_storage::users::User;
use frontdesk_tokens::{Ticket, TicketError, TicketKind, read_testing_token, read_ticket};

use super::{invitee, visitor};
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// Every kind of ticket.
const KINDS: [TicketKind; 5] = [
    TicketKind::Invitation,
    TicketKind::SignInToken,
    TicketKind::ActorToken,
    TicketKind::OrganizationInvitation,
    TicketKind::AgentTask,
];

/// What the holder of a ticket is about to do.
#[derive(Clone, Debug)]
pub enum Attempt {
    /// To sign in as a user that exists.
    SignIn,
    /// To become this user. The e-mail address of the invitation is added to it, verified.
    SignUp(Box<User>),
}

/// What came of a ticket.
#[derive(Clone, Debug)]
pub struct Redeemed {
    /// What the ticket was.
    pub kind: TicketKind,
    /// The user that is signed in.
    pub user: User,
    /// The session that was opened; it says who acts in the user's place.
    pub session: Session,
    /// The client that it was opened on.
    pub client: Client,
    /// Where the holder goes next, if the ticket says so.
    pub redirect_url: Option<String>,
}

/// A ticket with a right signature, and the hash that is stored of it.
#[derive(Clone, Debug)]
pub(super) struct Presented {
    pub(super) ticket: Ticket,
    hash: String,
    /// The hash of the client's secret, when a browser holds it.
    pub(super) rotating_token_hash: Option<String>,
}

impl Presented {
    /// The id of the invitation, token or task.
    pub(super) fn id(&self) -> &str {
        &self.ticket.resource_id
    }

    /// Whether `hash` is what was stored when this ticket was handed out.
    pub(super) fn is(&self, hash: &str) -> bool {
        equal(&self.hash, hash)
    }
}

/// Uses a ticket up: signs its holder in or up, and joins the organization of the invitation. All of it happens in one
/// unit of work or not at all, and of several who bring the same ticket one succeeds.
///
/// # Errors
///
/// A ticket that is malformed, forged, another instance's or expired, that was used or taken back, that is for
/// something else than the attempt, or whose user may not sign in is refused with the official code, and stays as it
/// is.
pub async fn redeem(cx: &Context, ticket: &str, attempt: Attempt) -> ApiResult<Redeemed> {
    redeem_one_of(cx, ticket, attempt, &KINDS, None).await
}

/// The same for a sign-in token, and for no other ticket, that a browser brings. The browser keeps the secret of the
/// client, of which this is the hash.
///
/// # Errors
///
/// As [`redeem`].
pub(crate) async fn sign_in_browser(cx: &Context, ticket: &str, rotating_token_hash: String) -> ApiResult<Redeemed> {
    redeem_one_of(cx, ticket, Attempt::SignIn, &[TicketKind::SignInToken], Some(rotating_token_hash)).await
}

async fn redeem_one_of(
    cx: &Context,
    ticket: &str,
    attempt: Attempt,
    kinds: &'static [TicketKind],
    rotating_token_hash: Option<String>,
) -> ApiResult<Redeemed> {
    let presented = Presented { rotating_token_hash, ..read(cx, ticket, kinds).await? };
    let (inner, seen) = (cx.clone(), presented.clone());
    // Rows are locked in one order everywhere: users, organizations, tickets. So whose ticket it is comes first.
    let owners = cx.read(move |tx| Owners::find(&inner, tx, &seen)).await?;
    let inner = cx.clone();
    cx.write(move |tx| match presented.ticket.kind {
        TicketKind::Invitation | TicketKind::OrganizationInvitation => {
            invitee::redeem(&inner, tx, &presented, &owners, &attempt)
        }
        _ => visitor::redeem(&inner, tx, &presented, &owners, &attempt),
    })
    .await
}

/// Whether a testing token gets its holder past the protection against bots. It may be used again for an hour.
pub fn is_testing_token(cx: &Context, token: &str) -> bool {
    read_testing_token(&cx.instance.signing_key, token, cx.now).is_ok()
}

async fn read(cx: &Context, ticket: &str, kinds: &'static [TicketKind]) -> ApiResult<Presented> {
    let (inner, text) = (cx.clone(), ticket.to_owned());
    cx.blocking(move || {
        let instance = &inner.instance;
        let ticket = read_ticket(&instance.signing_key, &text, &instance.row.id, kinds, inner.now);
        let ticket = ticket.map_err(|error| if error == TicketError::Expired { expired() } else { invalid() })?;
        Ok(Presented { ticket, hash: crate::hash_secret(&text), rotating_token_hash: None })
    })
    .await?
}

/// Whom a ticket concerns, read before anything is locked. Neither ever changes for a ticket.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners {
    /// The user that signs in.
    pub(super) user_id: Option<String>,
    /// The organization that is joined.
    pub(super) organization_id: Option<String>,
}

impl Owners {
    fn find(cx: &Context, tx: &mut Tx<'_, '_>, presented: &Presented) -> ApiResult<Self> {
        let id = presented.id();
        let of_user = |user_id: Option<String>| Self { user_id, organization_id: None };
        Ok(match presented.ticket.kind {
            TicketKind::SignInToken => of_user(tx.find_sign_in_token(id)?.map(|token| token.user_id)),
            TicketKind::ActorToken => of_user(tx.find_actor_token(id)?.map(|token| token.user_id)),
            TicketKind::AgentTask => of_user(tx.find_agent_task(id)?.map(|task| task.user_id)),
            TicketKind::Invitation | TicketKind::OrganizationInvitation => invitee::owners(cx, tx, presented)?,
            // Nobody signs in by it; it is not among the kinds that are read.
            TicketKind::WebhookManagement => return Err(invalid()),
        })
    }
}

pub(super) fn invalid() -> ApiError {
    kinds::TICKET_INVALID.with("This is not a ticket that this instance handed out.")
}

pub(super) fn expired() -> ApiError {
    kinds::TICKET_EXPIRED.with("The ticket has expired. Ask for a new one.")
}

/// Refuses users who may not sign in.
pub(super) fn check_may_sign_in(cx: &Context, user: &User) -> ApiResult<()> {
    if user.banned {
        return Err(kinds::USER_BANNED.with("The user is banned and cannot sign in."));
    }
    if user.locked && user.lockout_expires_at.is_none_or(|at| at > cx.now) {
        return Err(kinds::USER_LOCKED.with("The user is locked out for now and cannot sign in."));
    }
    Ok(())
}
