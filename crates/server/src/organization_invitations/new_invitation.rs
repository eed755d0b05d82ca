//! Inviting, one address or several in one unit of work.

use frontdesk_contract::organization_invitations::{
    CreateOrganizationInvitationBody, CreateOrganizationInvitationBulkItem, OrganizationInvitation,
};
use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::organization_invitations::OrganizationInvitation as Stored;
use frontdesk_storage::organizations::Organization;
use frontdesk_tokens::TicketKind;
use serde_json::{Map, Value};
use url::Url;

use super::present::{Gathered, record_invitation};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::organizations::access::{get_organization, require_manager, require_room};
use crate::roles::Roles;
use crate::tickets::{TicketWish, sign_tickets};
use crate::{messages, metadata};

const DEFAULT_LIFETIME_DAYS: i64 = 30;
const SECONDS_A_DAY: i64 = 24 * 3600;

/// What an invitation is asked for with.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    email_address: String,
    inviter_user_id: Option<String>,
    role: String,
    public_metadata: Option<Map<String, Value>>,
    private_metadata: Option<Map<String, Value>>,
    redirect_url: Option<String>,
    expires_in_days: Option<i64>,
    notify: bool,
}

macro_rules! wish_from {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Wish {
            fn from(body: $kind) -> Self {
                Self {
                    email_address: body.email_address,
                    inviter_user_id: body.inviter_user_id.into_value(),
                    role: body.role,
                    public_metadata: body.public_metadata.into_value(),
                    private_metadata: body.private_metadata.into_value(),
                    redirect_url: body.redirect_url.into_value(),
                    expires_in_days: body.expires_in_days.into_value(),
                    notify: body.notify.into_value().unwrap_or(true),
                }
            }
        })*
    };
}

wish_from!(CreateOrganizationInvitationBody, CreateOrganizationInvitationBulkItem);

/// Invites all of `wishes` or, when anything is wrong with one of them, nobody.
pub(super) async fn invite(
    cx: &Context,
    organization_id: String,
    wishes: Vec<Wish>,
) -> ApiResult<Vec<OrganizationInvitation>> {
    let new: Vec<TicketWish> = wishes
        .iter()
        .map(|wish| TicketWish {
            resource_id: cx.new_id("orginv"),
            issued_at: cx.now,
            lifetime_seconds: wish.lifetime_days() * SECONDS_A_DAY,
        })
        .collect();
    let ids: Vec<String> = new.iter().map(|ticket| ticket.resource_id.clone()).collect();
    // The events show the links, and signing is too slow for a unit of work.
    let signed = sign_tickets(cx, TicketKind::OrganizationInvitation, new).await?;
    let urls: Vec<String> = signed.into_iter().map(|ticket| ticket.url).collect();
    let inner = cx.clone();
    cx.write(move |tx| {
        let (organization, gathered) = insert(&inner, tx, &organization_id, &wishes, &ids)?;
        let shown = gathered.show(&inner, urls.iter().cloned().map(Some).collect());
        for ((invitation, wish), url) in shown.iter().zip(&wishes).zip(&urls) {
            record_invitation(&inner, tx, "organizationInvitation.created", invitation, &organization)?;
            if wish.notify {
                let (to, days) = (&invitation.email_address, wish.lifetime_days());
                messages::organization_invitation(&inner, tx, to, url, &organization.name, days)?;
            }
        }
        Ok(shown)
    })
    .await
}

impl Wish {
    fn lifetime_days(&self) -> i64 {
        self.expires_in_days.unwrap_or(DEFAULT_LIFETIME_DAYS)
    }
}

fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    organization_id: &str,
    wishes: &[Wish],
    ids: &[String],
) -> ApiResult<(Organization, Gathered)> {
    let roles = Roles::read(tx)?;
    let mut organization = get_organization(cx, tx, organization_id)?;
    if !cx.settings().email_address_enabled {
        return Err(kinds::INVITATIONS_NOT_SUPPORTED
            .with("E-mail addresses are switched off in this instance, so nobody can be invited by one."));
    }
    let mut invitations = Vec::with_capacity(wishes.len());
    for (position, (wish, id)) in wishes.iter().zip(ids).enumerate() {
        // Which of several is meant stands in the sentence.
        let place = if wishes.len() > 1 { format!("Item {}: ", position + 1) } else { String::new() };
        let email_address = check(wish, &place)?;
        roles.require(&organization, &wish.role)?;
        if let Some(inviter) = &wish.inviter_user_id {
            require_manager(tx, &roles, &organization, inviter)?;
        }
        if let Some(user_id) = tx.find_claimant(Kind::EmailAddress, &email_address)?
            && tx.find_membership(&organization.id, &user_id)?.is_some()
        {
            return Err(kinds::ALREADY_A_MEMBER_IN_ORGANIZATION.with(format!(
                "{place}The user with the address {email_address} is a member of the organization {} already.",
                organization.id
            )));
        }
        invitations.push((place, new_invitation(cx, wish, id, &organization.id, email_address)));
    }
    let more = i64::try_from(invitations.len()).unwrap_or(i64::MAX);
    require_room(cx, tx, &mut organization, more)?;
    for (place, invitation) in &invitations {
        if !tx.insert_organization_invitation(invitation)? {
            return Err(kinds::ORGANIZATION_INVITATION_NOT_UNIQUE.with(format!(
                "{place}{} has a pending invitation into the organization {}. Revoke it first.",
                invitation.email_address, organization.id
            )));
        }
    }
    let gathered = Gathered::read(tx, invitations.into_iter().map(|(_, invitation)| invitation).collect())?;
    Ok((organization, gathered))
}

/// Checks what needs no row, and gives the address in the form it is stored in.
fn check(wish: &Wish, place: &str) -> ApiResult<String> {
    let email_address = normalize_email(&wish.email_address).map_err(|error| {
        kinds::FORM_PARAM_FORMAT_INVALID.param("email_address", format!("{place}`{}` is {error}.", wish.email_address))
    })?;
    if let Some(url) = &wish.redirect_url
        && Url::parse(url).is_err()
    {
        return Err(kinds::FORM_PARAM_FORMAT_INVALID.param("redirect_url", format!("{place}`{url}` is not a URL.")));
    }
    for (name, given) in [("public_metadata", &wish.public_metadata), ("private_metadata", &wish.private_metadata)] {
        if let Some(metadata) = given {
            metadata::check_size(name, metadata)?;
        }
    }
    Ok(email_address)
}

fn new_invitation(cx: &Context, wish: &Wish, id: &str, organization_id: &str, email_address: String) -> Stored {
    Stored {
        id: id.to_owned(),
        organization_id: organization_id.to_owned(),
        email_address,
        role: wish.role.clone(),
        status: "pending".to_owned(),
        created_at: cx.now,
        expires_at: cx.now + wish.lifetime_days() * SECONDS_A_DAY * 1000,
        updated_at: cx.now,
        inviter_user_id: wish.inviter_user_id.clone(),
        redirect_url: wish.redirect_url.clone(),
        public_metadata: wish.public_metadata.clone().unwrap_or_default(),
        private_metadata: wish.private_metadata.clone().unwrap_or_default(),
    }
}
