//! From what is stored of invitations to what the API shows of them.
//!
//! Of a ticket nothing is stored: an RS256 signature over the same claims is the same every time, so
//! that the link of a pending invitation is signed anew whenever it is shown, outside of any unit of work.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_contract::organization_invitations::{
    OrganizationInvitation, OrganizationInvitationPublicOrganizationData, OrganizationInvitationPublicUserData,
    OrganizationInvitationStatus, OrganizationInvitationWithPublicOrganizationData,
};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_invitations::OrganizationInvitation as Stored;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::users::User;
use frontdesk_tokens::{NewTicket, TicketKind, issue_ticket, ticket_url};
use serde::Serialize;

use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::events;
use crate::organization_memberships::present::{identifier, user_image_url};
use crate::organizations::present::organization_image_url;
use crate::roles::Roles;
use crate::sessions::mint::signing_failed;

/// Invitations with what is shown of them beside their own rows.
pub(crate) struct Gathered {
    invitations: Vec<Stored>,
    inviters: HashMap<String, User>,
    roles: Roles,
}

impl Gathered {
    /// Reads the inviters, in one query, and the roles.
    pub(crate) fn read(tx: &mut Tx<'_, '_>, invitations: Vec<Stored>) -> ApiResult<Self> {
        let mut ids: Vec<String> =
            invitations.iter().filter_map(|invitation| invitation.inviter_user_id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let inviters = tx.find_users(&ids)?.into_iter().map(|user| (user.id.clone(), user)).collect();
        Ok(Self { invitations, inviters, roles: Roles::read(tx)? })
    }

    /// The invitations as the newest version shows them.
    pub(crate) async fn present(self, cx: &Context) -> ApiResult<Vec<OrganizationInvitation>> {
        let Self { invitations, inviters, roles } = self;
        let (invitations, urls) = sign_links(cx, invitations).await?;
        Ok(Self { invitations, inviters, roles }.show(cx, urls))
    }

    /// The invitations with links that are signed already: one for each that can still be accepted.
    pub(crate) fn show(self, cx: &Context, urls: Vec<Option<String>>) -> Vec<OrganizationInvitation> {
        let Self { invitations, inviters, roles } = self;
        let present = |(invitation, url): (Stored, Option<String>)| {
            let inviter = invitation.inviter_user_id.as_ref().and_then(|id| inviters.get(id));
            OrganizationInvitation {
                object: "organization_invitation".into(),
                role_name: roles.name(&invitation.role),
                status: Some(invitation.status_at(cx.now).to_owned()),
                public_inviter_data: inviter.map(|user| public_inviter_data(cx, user)),
                url,
                expires_at: invitation.expires_at(),
                id: invitation.id,
                email_address: invitation.email_address,
                role: invitation.role,
                organization_id: Some(invitation.organization_id),
                inviter_id: invitation.inviter_user_id,
                public_metadata: invitation.public_metadata,
                private_metadata: Some(invitation.private_metadata),
                created_at: invitation.created_at,
                updated_at: invitation.updated_at,
            }
        };
        invitations.into_iter().zip(urls).map(present).collect()
    }

    /// The one invitation that was gathered.
    pub(crate) async fn present_one(self, cx: &Context) -> ApiResult<OrganizationInvitation> {
        let shown = self.present(cx).await?;
        shown.into_iter().next().ok_or_else(|| ApiError::not_found("invitation", ""))
    }
}

/// Invitations into several organizations, with what everybody may see of those.
pub(crate) struct GatheredWithOrganizations {
    gathered: Gathered,
    organizations: HashMap<String, Organization>,
}

impl GatheredWithOrganizations {
    /// Reads inviters, organizations and roles, each in one query.
    pub(crate) fn read(tx: &mut Tx<'_, '_>, invitations: Vec<Stored>) -> ApiResult<Self> {
        let mut ids: Vec<String> = invitations.iter().map(|invitation| invitation.organization_id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let organizations = tx.find_organizations(&ids)?;
        let organizations =
            organizations.into_iter().map(|organization| (organization.id.clone(), organization)).collect();
        Ok(Self { gathered: Gathered::read(tx, invitations)?, organizations })
    }

    /// The invitations as the newest version shows them.
    pub(crate) async fn present(
        self,
        cx: &Context,
    ) -> ApiResult<Vec<OrganizationInvitationWithPublicOrganizationData>> {
        let shown = self.gathered.present(cx).await?;
        let present = |invitation: OrganizationInvitation| {
            let organization = invitation.organization_id.as_ref().and_then(|id| self.organizations.get(id));
            OrganizationInvitationWithPublicOrganizationData {
                public_organization_data: organization.map(|organization| public_organization_data(cx, organization)),
                created_at: invitation.created_at,
                email_address: invitation.email_address,
                expires_at: invitation.expires_at,
                id: invitation.id,
                inviter_id: invitation.inviter_id,
                object: invitation.object,
                organization_id: invitation.organization_id,
                private_metadata: invitation.private_metadata,
                public_inviter_data: invitation.public_inviter_data,
                public_metadata: invitation.public_metadata,
                role: invitation.role,
                role_name: invitation.role_name,
                status: invitation.status,
                updated_at: invitation.updated_at,
                url: invitation.url,
            }
        };
        Ok(shown.into_iter().map(present).collect())
    }
}

/// What an event of an invitation shows: the invitation and what everybody may see of its organization.
#[derive(Serialize)]
struct InvitationData<'a> {
    #[serde(flatten)]
    invitation: &'a OrganizationInvitation,
    public_organization_data: OrganizationInvitationPublicOrganizationData,
    /// Who has accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    /// What an accepted one has to have by the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<NestedData>,
}

#[derive(Serialize)]
struct NestedData {
    public_organization_data: OrganizationInvitationPublicOrganizationData,
}

/// Records that a user has accepted an invitation.
pub(crate) fn record_acceptance(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    invitation: Stored,
    organization: &Organization,
    user_id: &str,
) -> ApiResult<()> {
    // What is accepted has no link any more.
    let shown = Gathered::read(tx, vec![invitation])?.show(cx, vec![None]);
    let Some(invitation) = shown.first() else { return Ok(()) };
    let data = Some(NestedData { public_organization_data: public_organization_data(cx, organization) });
    let public_organization_data = public_organization_data(cx, organization);
    let shown = InvitationData { invitation, public_organization_data, user_id: Some(user_id), data };
    events::record(cx, tx, "organizationInvitation.accepted", &invitation.id, &shown)
}

/// Records an event of an invitation as the newest version shows it.
pub(super) fn record_invitation(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    kind: &'static str,
    invitation: &OrganizationInvitation,
    organization: &Organization,
) -> ApiResult<()> {
    let public_organization_data = public_organization_data(cx, organization);
    events::record(
        cx,
        tx,
        kind,
        &invitation.id,
        &InvitationData { invitation, public_organization_data, user_id: None, data: None },
    )
}

fn public_inviter_data(cx: &Context, user: &User) -> OrganizationInvitationPublicUserData {
    let (image_url, has_image) = user_image_url(cx, user);
    OrganizationInvitationPublicUserData {
        user_id: user.id.clone(),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        image_url,
        has_image,
        identifier: identifier(user).unwrap_or_default(),
    }
}

pub(crate) fn public_organization_data(
    cx: &Context,
    organization: &Organization,
) -> OrganizationInvitationPublicOrganizationData {
    let (image_url, has_image) = organization_image_url(cx, organization);
    OrganizationInvitationPublicOrganizationData {
        id: organization.id.clone(),
        name: organization.name.clone(),
        slug: organization.slug.clone(),
        image_url: Some(image_url),
        has_image,
    }
}

/// Signs the link of every invitation by somebody that can still be accepted, in their order.
async fn sign_links(cx: &Context, invitations: Vec<Stored>) -> ApiResult<(Vec<Stored>, Vec<Option<String>>)> {
    let (instance, now) = (Arc::clone(&cx.instance), cx.now);
    cx.blocking(move || {
        let sign = |invitation: &Stored| {
            let Some(expires_at) = invitation.expires_at() else { return Ok(None) };
            if invitation.status_at(now) != "pending" {
                return Ok(None);
            }
            let new = NewTicket {
                instance_id: &instance.row.id,
                resource_id: &invitation.id,
                kind: TicketKind::OrganizationInvitation,
                issued_at_ms: invitation.created_at,
                lifetime_seconds: (expires_at - invitation.created_at) / 1000,
            };
            let ticket = issue_ticket(&instance.signing_key, &new).map_err(|error| signing_failed(&error))?;
            Ok(Some(ticket_url(&instance.row.frontend_api, &ticket)))
        };
        let urls = invitations.iter().map(sign).collect::<ApiResult<Vec<_>>>()?;
        Ok((invitations, urls))
    })
    .await?
}

/// The statuses that a request asks for, as they are stored.
pub(crate) fn status_names(statuses: &[OrganizationInvitationStatus]) -> Vec<String> {
    statuses.iter().map(|status| status.as_str().to_owned()).collect()
}
