//! Inviting, one address or several in one unit of work.

use frontdesk_contract::organization_invitations::{
    CreateOrganizationInvitationBody, CreateOrganizationInvitationBulkItem, OrganizationInvitation,
};
use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::organization_invitations::OrganizationInvitation as Stored;
use serde_json::{Map, Value};
use url::Url;

use super::present::Gathered;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::metadata;
use crate::organizations::access::{get_organization, require_manager, require_room};
use crate::roles::Roles;

const DEFAULT_LIFETIME_DAYS: i64 = 30;
const MILLISECONDS_A_DAY: i64 = 24 * 3600 * 1000;

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
}

macro_rules! wish_from {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Wish {
            fn from(body: $kind) -> Self {
                // `notify` asks for a mail; who can send none hands out the link itself.
                Self {
                    email_address: body.email_address,
                    inviter_user_id: body.inviter_user_id.into_value(),
                    role: body.role,
                    public_metadata: body.public_metadata.into_value(),
                    private_metadata: body.private_metadata.into_value(),
                    redirect_url: body.redirect_url.into_value(),
                    expires_in_days: body.expires_in_days.into_value(),
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
    let inner = cx.clone();
    let gathered = cx.write(move |tx| insert(&inner, tx, &organization_id, &wishes)).await?;
    gathered.present(cx).await
}

fn insert(cx: &Context, tx: &mut Tx<'_, '_>, organization_id: &str, wishes: &[Wish]) -> ApiResult<Gathered> {
    let roles = Roles::read(tx)?;
    let mut organization = get_organization(cx, tx, organization_id)?;
    if !cx.settings().email_address_enabled {
        return Err(kinds::INVITATIONS_NOT_SUPPORTED
            .with("E-mail addresses are switched off in this instance, so nobody can be invited by one."));
    }
    let mut invitations = Vec::with_capacity(wishes.len());
    for (position, wish) in wishes.iter().enumerate() {
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
        let lifetime = wish.expires_in_days.unwrap_or(DEFAULT_LIFETIME_DAYS) * MILLISECONDS_A_DAY;
        invitations.push((place, new_invitation(cx, wish, &organization.id, email_address, lifetime)));
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
    Gathered::read(tx, invitations.into_iter().map(|(_, invitation)| invitation).collect())
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

fn new_invitation(cx: &Context, wish: &Wish, organization_id: &str, email_address: String, lifetime: i64) -> Stored {
    Stored {
        id: cx.new_id("orginv"),
        organization_id: organization_id.to_owned(),
        email_address,
        role: wish.role.clone(),
        status: "pending".to_owned(),
        created_at: cx.now,
        expires_at: cx.now + lifetime,
        updated_at: cx.now,
        inviter_user_id: wish.inviter_user_id.clone(),
        redirect_url: wish.redirect_url.clone(),
        public_metadata: wish.public_metadata.clone().unwrap_or_default(),
        private_metadata: wish.private_metadata.clone().unwrap_or_default(),
    }
}
