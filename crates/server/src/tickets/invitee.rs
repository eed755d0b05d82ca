//! Tickets of invitations: they sign up whoever owns the address, or sign in who is a user already.

use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::invitations::Invitation;
use frontdesk_storage::organization_invitations::OrganizationInvitation;
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::sessions::SessionDetails;
use frontdesk_storage::users::{EmailAddress, User, Verification};
use frontdesk_tokens::TicketKind;

use super::redeem::{Attempt, Owners, Presented, Redeemed, check_may_sign_in, expired, invalid};
use crate::context::Context;
use crate::error::{ApiError, ApiResult, ErrorKind, kinds};
use crate::events;
use crate::organization_invitations::present::record_acceptance;
use crate::organization_memberships::present::present_membership;
use crate::organizations::access::{get_organization, require_room};
use crate::roles::Roles;
use crate::sessions::open_session::{NewSession, open_session};
use crate::users::insert_user;

/// An invitation of either kind.
enum Invited {
    ToApplication(Box<Invitation>),
    ToOrganization(Box<OrganizationInvitation>),
}

impl Invited {
    fn find(tx: &mut Tx<'_, '_>, presented: &Presented) -> ApiResult<Option<Self>> {
        let id = presented.id();
        Ok(match presented.ticket.kind {
            TicketKind::OrganizationInvitation => {
                tx.find_organization_invitation(id)?.map(|one| Self::ToOrganization(Box::new(one)))
            }
            _ => tx.find_invitation(id)?.map(|one| Self::ToApplication(Box::new(one))),
        })
    }

    fn email_address(&self) -> &str {
        match self {
            Self::ToApplication(one) => &one.email_address,
            Self::ToOrganization(one) => &one.email_address,
        }
    }

    fn redirect_url(&self) -> Option<String> {
        match self {
            Self::ToApplication(one) => one.details.redirect_url.clone(),
            Self::ToOrganization(one) => one.redirect_url.clone(),
        }
    }

    /// Refuses what can no longer be accepted, and a ticket that is not the one handed out.
    fn check(&self, cx: &Context, presented: &Presented) -> ApiResult<()> {
        // The link of an invitation into an organization is signed anew whenever it is shown, so none is stored.
        let (is_ours, status, revoked, accepted) = match self {
            Self::ToApplication(one) => (
                presented.is(&one.details.ticket_hash),
                one.status_at(cx.now),
                kinds::REVOKED_INVITATION,
                kinds::INVITATION_ALREADY_ACCEPTED,
            ),
            Self::ToOrganization(one) => (
                true,
                one.status_at(cx.now),
                kinds::ORGANIZATION_INVITATION_REVOKED,
                kinds::ORGANIZATION_INVITATION_ALREADY_ACCEPTED,
            ),
        };
        if !is_ours {
            return Err(invalid());
        }
        match status {
            "pending" => Ok(()),
            "revoked" => Err(revoked.with("The invitation was taken back.")),
            "accepted" => Err(accepted.with("The invitation was accepted before. Sign in instead.")),
            _ => Err(expired()),
        }
    }
}

/// Whom an invitation concerns.
pub(super) fn owners(_: &Context, tx: &mut Tx<'_, '_>, presented: &Presented) -> ApiResult<Owners> {
    let Some(invited) = Invited::find(tx, presented)? else { return Ok(Owners::default()) };
    Ok(Owners {
        user_id: tx.find_claimant(Kind::EmailAddress, invited.email_address())?,
        organization_id: match invited {
            Invited::ToOrganization(one) => Some(one.organization_id),
            Invited::ToApplication(_) => None,
        },
    })
}

pub(super) fn redeem(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    presented: &Presented,
    owners: &Owners,
    attempt: &Attempt,
) -> ApiResult<Redeemed> {
    // Whoever gives somebody a role asks for the roles before anything else, so that they stay until the end.
    Roles::read(tx)?;
    let claimant = match (&owners.user_id, attempt) {
        (Some(id), Attempt::SignIn) => tx.find_user(id)?,
        _ => None,
    };
    let organization = match &owners.organization_id {
        Some(id) => Some(get_organization(cx, tx, id).map_err(deleted_or)?),
        None => None,
    };
    let invited = Invited::find(tx, presented)?.ok_or_else(|| gone(presented.ticket.kind))?;
    invited.check(cx, presented)?;
    let user = match attempt {
        Attempt::SignIn => claimant.ok_or_else(|| no_account(&invited))?,
        Attempt::SignUp(user) => sign_up(cx, tx, &invited, user)?,
    };
    check_may_sign_in(cx, &user)?;
    let redirect_url = invited.redirect_url();
    let organization_id = match (invited, organization) {
        (Invited::ToOrganization(invitation), Some(mut organization)) => {
            require_room(cx, tx, &mut organization, 0)?;
            Some(join(cx, tx, *invitation, &user)?)
        }
        (Invited::ToOrganization(_), None) => return Err(gone(TicketKind::OrganizationInvitation)),
        (Invited::ToApplication(invitation), _) => {
            tx.accept_invitation(&invitation, cx.now)?;
            None
        }
    };
    let new = NewSession {
        organization_id,
        details: SessionDetails { first_factor_verified_at: Some(cx.now), ..SessionDetails::default() },
        ..NewSession::default()
    };
    let (session, client) = open_session(cx, tx, &user, new)?;
    Ok(Redeemed { kind: presented.ticket.kind, user, session, client, redirect_url })
}

/// Makes the user, with the address that the ticket proves.
fn sign_up(cx: &Context, tx: &mut Tx<'_, '_>, invited: &Invited, user: &User) -> ApiResult<User> {
    let mut user = user.clone();
    let email = EmailAddress {
        id: cx.new_id("idn"),
        email_address: invited.email_address().to_owned(),
        verification: Some(Verification {
            status: "verified".to_owned(),
            strategy: "ticket".to_owned(),
            ..Verification::default()
        }),
        created_at: cx.now,
        updated_at: cx.now,
        ..EmailAddress::default()
    };
    user.email_addresses.retain(|own| own.email_address != email.email_address);
    user.primary_email_address_id = Some(email.id.clone());
    user.email_addresses.insert(0, email);
    if let Invited::ToApplication(invitation) = invited {
        user.public_metadata.extend(invitation.details.public_metadata.clone());
    }
    let exists = match invited {
        Invited::ToApplication(_) => kinds::INVITATION_ACCOUNT_EXISTS,
        Invited::ToOrganization(_) => kinds::ORGANIZATION_INVITATION_IDENTIFICATION_ALREADY_EXISTS,
    };
    if tx.find_claimant(Kind::EmailAddress, invited.email_address())?.is_some() {
        return Err(has_account(exists));
    }
    insert_user(cx, tx, &user)?;
    Ok(user)
}

/// Makes the user a member, and ends the invitation. Gives the id of the organization.
fn join(cx: &Context, tx: &mut Tx<'_, '_>, mut invitation: OrganizationInvitation, user: &User) -> ApiResult<String> {
    let membership = Membership {
        organization_id: invitation.organization_id.clone(),
        user_id: user.id.clone(),
        id: cx.new_id("orgmem"),
        role: invitation.role.clone(),
        created_at: cx.now,
        updated_at: cx.now,
        public_metadata: invitation.public_metadata.clone(),
        private_metadata: invitation.private_metadata.clone(),
    };
    // Who became a member in another way meanwhile stays what it is.
    let is_new = tx.insert_membership(&membership)?;
    "accepted".clone_into(&mut invitation.status);
    invitation.updated_at = cx.now;
    tx.close_organization_invitation(&invitation)?;
    if let Some(organization) = tx.find_organization(&invitation.organization_id)? {
        record_acceptance(cx, tx, invitation.clone(), &organization, &user.id)?;
        if is_new {
            let roles = Roles::read(tx)?;
            let shown = present_membership(cx, membership, organization, user, &roles);
            events::record(cx, tx, "organizationMembership.created", &shown.id, &shown)?;
        }
    }
    Ok(invitation.organization_id)
}

/// Invitations vanish with their organization, and never otherwise.
fn gone(kind: TicketKind) -> ApiError {
    match kind {
        TicketKind::OrganizationInvitation => kinds::ORGANIZATION_INVITATION_TO_DELETED_ORGANIZATION
            .with("The organization that this invitation is for does not exist any more."),
        _ => kinds::REVOKED_INVITATION.with("The invitation does not exist any more."),
    }
}

fn deleted_or(error: ApiError) -> ApiError {
    if error.status() == 404 { gone(TicketKind::OrganizationInvitation) } else { error }
}

fn no_account(invited: &Invited) -> ApiError {
    let kind = match invited {
        Invited::ToApplication(_) => kinds::INVITATION_ACCOUNT_NOT_EXISTS,
        Invited::ToOrganization(_) => kinds::ORGANIZATION_INVITATION_IDENTIFICATION_NOT_EXIST,
    };
    kind.with("No user has the address that was invited. Sign up instead.")
}

fn has_account(kind: ErrorKind) -> ApiError {
    kind.with("A user has the address that was invited. Sign in instead.")
}
