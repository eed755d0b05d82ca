//! Organizations, who belongs to them, and who is invited.

use frontdesk_identifiers::{check_slug, normalize_email, slugify};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_invitations::{
    OrganizationInvitation, OrganizationInvitationFilter, OrganizationInvitationOrder,
};
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::users::Image;
use frontdesk_tokens::derived_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::reference::{find_organization, find_user};
use super::{SeedError, fingerprint};
use crate::context::Context;
use crate::roles::Roles;

/// Thirty days in milliseconds.
const INVITATION_LIFETIME: i64 = 30 * 24 * 3600 * 1000;

/// An organization. One with the same id or slug is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrganizationSeed {
    /// `org_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What people call it.
    pub name: String,
    /// Its name in addresses; made from the name if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// The user that created it. That alone makes nobody a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// The most members and pending invitations together; 0 for no limit. That of the instance if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_allowed_memberships: Option<i64>,
    /// Whether its administrators may delete it. As the instance says if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin_delete_enabled: Option<bool>,
    /// The set of roles that its members can have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_set_key: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Value>,
    /// The uploaded logo; its file stands under `images`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_active_at: Option<i64>,
}

impl From<Organization> for OrganizationSeed {
    fn from(stored: Organization) -> Self {
        // Named one by one, so that nothing new is forgotten. The counts follow from what else there is.
        let Organization {
            id,
            slug,
            name,
            created_at,
            members_count: _,
            pending_invitations_count: _,
            invitations_count: _,
            domains_count: _,
            updated_at,
            max_allowed_memberships,
            admin_delete_enabled,
            role_set_key,
            created_by,
            last_active_at,
            public_metadata,
            private_metadata,
            image,
        } = stored;
        Self {
            id: Some(id),
            name,
            slug: Some(slug),
            created_by,
            max_allowed_memberships: Some(max_allowed_memberships),
            admin_delete_enabled: Some(admin_delete_enabled),
            role_set_key: Some(role_set_key),
            public_metadata,
            private_metadata,
            image,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
            last_active_at,
        }
    }
}

/// Stores the organization unless it is there, and gives its id.
pub(super) fn insert(cx: &Context, tx: &mut Tx<'_, '_>, seed: &OrganizationSeed) -> Result<String, SeedError> {
    let slug = seed.slug.clone().unwrap_or_else(|| slugify(&seed.name));
    let name = seed.id.as_deref().unwrap_or(&slug);
    if let Ok(id) = find_organization(tx, name) {
        return Ok(id);
    }
    if seed.name.is_empty() || check_slug(&slug).is_err() {
        let sentence = format!("the organization `{}` needs a name, and a slug such as `acme-corp`", seed.name);
        return Err(SeedError::Refused(sentence));
    }
    let settings = tx.find_settings()?;
    let roles = Roles::read(tx)?;
    let role_set = match &seed.role_set_key {
        Some(key) => roles.sets().iter().find(|set| set.key == *key),
        None => roles.initial_set(),
    };
    let role_set =
        role_set.ok_or_else(|| SeedError::Refused(format!("there is no role set for the organization {slug}")))?;
    let created_at = seed.created_at.unwrap_or(cx.now);
    let organization = Organization {
        id: seed.id.clone().unwrap_or_else(|| cx.new_id("org")),
        slug,
        name: seed.name.clone(),
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        max_allowed_memberships: seed.max_allowed_memberships.unwrap_or(settings.max_allowed_memberships),
        admin_delete_enabled: seed.admin_delete_enabled.unwrap_or(settings.admin_delete_enabled),
        role_set_key: role_set.key.clone(),
        created_by: creator(tx, seed.created_by.as_deref())?,
        last_active_at: seed.last_active_at,
        public_metadata: seed.public_metadata.clone(),
        private_metadata: seed.private_metadata.clone(),
        image: seed.image.clone(),
        ..Organization::default()
    };
    if tx.insert_organization(&organization)? {
        Ok(organization.id)
    } else {
        Err(SeedError::Refused(format!("another organization has the slug `{}`", organization.slug)))
    }
}

/// Who created it. A user that is gone is remembered by its id.
fn creator(tx: &mut Tx<'_, '_>, name: Option<&str>) -> Result<Option<String>, SeedError> {
    let Some(name) = name else { return Ok(None) };
    match find_user(tx, name) {
        Ok(user) => Ok(Some(user.id)),
        Err(_) if name.starts_with("user_") => Ok(Some(name.to_owned())),
        Err(error) => Err(error),
    }
}

/// A membership. Who belongs to the organization already stays what it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MembershipSeed {
    /// `orgmem_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The organization, by id or slug.
    pub organization: String,
    /// The user, by id, e-mail address, phone number, wallet, username or external id.
    pub user: String,
    /// The key of the role, such as `org:admin`.
    pub role: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Value>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<Membership> for MembershipSeed {
    fn from(stored: Membership) -> Self {
        let Membership {
            organization_id,
            user_id,
            id,
            role,
            created_at,
            updated_at,
            public_metadata,
            private_metadata,
        } = stored;
        Self {
            id: Some(id),
            organization: organization_id,
            user: user_id,
            role,
            public_metadata,
            private_metadata,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
        }
    }
}

/// Makes a user a member unless it is one, and gives the id of the membership.
pub(super) fn join(cx: &Context, tx: &mut Tx<'_, '_>, seed: &MembershipSeed) -> Result<String, SeedError> {
    let (user, organization_id) = (find_user(tx, &seed.user)?, find_organization(tx, &seed.organization)?);
    if let Some(membership) = tx.find_membership(&organization_id, &user.id)? {
        return Ok(membership.id);
    }
    require_role(tx, &organization_id, &seed.role)?;
    let created_at = seed.created_at.unwrap_or(cx.now);
    let membership = Membership {
        organization_id,
        user_id: user.id,
        id: seed.id.clone().unwrap_or_else(|| cx.new_id("orgmem")),
        role: seed.role.clone(),
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        public_metadata: seed.public_metadata.clone(),
        private_metadata: seed.private_metadata.clone(),
    };
    tx.insert_membership(&membership)?;
    Ok(membership.id)
}

/// Refuses a role that nobody in the organization can have.
fn require_role(tx: &mut Tx<'_, '_>, organization_id: &str, key: &str) -> Result<(), SeedError> {
    let roles = Roles::read(tx)?;
    let organization = tx.find_organization(organization_id)?;
    let allowed = organization.is_some_and(|organization| roles.require(&organization, key).is_ok());
    if allowed { Ok(()) } else { Err(SeedError::Refused(format!("there is no role {key} in {organization_id}"))) }
}

/// An invitation into an organization. An address with a pending one is not invited again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrganizationInvitationSeed {
    /// `orginv_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The organization, by id or slug.
    pub organization: String,
    /// Who is invited.
    pub email_address: String,
    /// The key of the role that the invited user will have, such as `org:member`.
    pub role: String,
    /// `pending`, `accepted`, `revoked` or `expired`; the first if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The member that invites, by id or another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inviter_user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Value>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
    /// From when on it cannot be accepted; thirty days after its making if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl From<OrganizationInvitation> for OrganizationInvitationSeed {
    fn from(stored: OrganizationInvitation) -> Self {
        let OrganizationInvitation {
            id,
            organization_id,
            email_address,
            role,
            status,
            created_at,
            expires_at,
            updated_at,
            inviter_user_id,
            redirect_url,
            public_metadata,
            private_metadata,
        } = stored;
        Self {
            id: Some(id),
            organization: organization_id,
            email_address,
            role,
            status: Some(status),
            inviter_user_id,
            redirect_url,
            public_metadata,
            private_metadata,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
            expires_at: Some(expires_at),
        }
    }
}

impl OrganizationInvitationSeed {
    /// Whether it can still be accepted, unless it expired by itself.
    pub(super) fn is_pending(&self) -> bool {
        self.status.as_deref().is_none_or(|status| status == "pending")
    }
}

/// Invites an address unless it is invited, and gives the id of the invitation. `number` tells equal ones of a seed
/// apart.
pub(super) fn invite(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &OrganizationInvitationSeed,
    number: usize,
) -> Result<String, SeedError> {
    let email_address = normalize_email(&seed.email_address)
        .map_err(|error| SeedError::Refused(format!("`{}` is {error}", seed.email_address)))?;
    let organization_id = find_organization(tx, &seed.organization)?;
    let status = seed.status.as_deref().unwrap_or("pending");
    if !["pending", "accepted", "revoked", "expired"].contains(&status) {
        return Err(SeedError::Refused(format!("an invitation into an organization cannot be `{status}`")));
    }
    let id = seed.id.clone();
    let id = id.unwrap_or_else(|| derived_id("orginv", &["invitation", &fingerprint(cx, seed, number)]));
    if tx.find_organization_invitation(&id)?.is_some() {
        return Ok(id);
    }
    require_role(tx, &organization_id, &seed.role)?;
    let created_at = seed.created_at.unwrap_or(cx.now);
    let mut invitation = OrganizationInvitation {
        id,
        organization_id,
        email_address,
        role: seed.role.clone(),
        status: "pending".to_owned(),
        created_at,
        expires_at: seed.expires_at.unwrap_or(created_at + INVITATION_LIFETIME),
        updated_at: seed.updated_at.unwrap_or(created_at),
        inviter_user_id: creator(tx, seed.inviter_user_id.as_deref())?,
        redirect_url: seed.redirect_url.clone(),
        public_metadata: seed.public_metadata.clone(),
        private_metadata: seed.private_metadata.clone(),
    };
    if !tx.insert_organization_invitation(&invitation)? {
        return pending(tx, &invitation, cx.now);
    }
    if status != "pending" {
        status.clone_into(&mut invitation.status);
        tx.close_organization_invitation(&invitation)?;
    }
    Ok(invitation.id)
}

/// The id of the pending invitation that the address has already.
fn pending(tx: &mut Tx<'_, '_>, invitation: &OrganizationInvitation, now: i64) -> Result<String, SeedError> {
    let filter = OrganizationInvitationFilter {
        organization_id: Some(invitation.organization_id.clone()),
        email_addresses: Some(vec![invitation.email_address.clone()]),
        ..OrganizationInvitationFilter::default()
    };
    let order = (OrganizationInvitationOrder::CreatedAt, true);
    let found = tx.list_organization_invitations(&filter, order, now, 500, 0)?;
    // Expired ones stand in the way too, until somebody notices.
    let found = found.into_iter().find(|one| one.status == "pending");
    found.map(|one| one.id).ok_or_else(|| SeedError::Refused(format!("{} is invited twice", invitation.email_address)))
}
