//! From what is stored of an organization to what the API shows of one.

use std::collections::HashSet;

use frontdesk_contract::Maybe;
use frontdesk_contract::organizations::{Organization, OrganizationWithLogo};
use frontdesk_storage::Tx;
use frontdesk_storage::organizations as stored;

use crate::context::Context;
use crate::error::ApiResult;
use crate::roles::Roles;
use crate::{events, images};

/// The link to an organization's logo or what stands in for it, and whether there is a logo.
pub(crate) fn organization_image_url(cx: &Context, organization: &stored::Organization) -> (String, bool) {
    match &organization.image {
        Some(image) => (images::uploaded_image_url(cx, &image.id), true),
        None => {
            let initial = frontdesk_identifiers::name_initial(&organization.name).unwrap_or_default();
            (images::default_image_url(cx, &organization.id, &initial), false)
        }
    }
}

/// The organization as the newest version shows it, without what is only shown when asked for.
pub(crate) fn present_organization(cx: &Context, organization: stored::Organization) -> Organization {
    let (image_url, has_image) = organization_image_url(cx, &organization);
    Organization {
        object: "organization".into(),
        image_url: Some(image_url),
        has_image,
        members_count: None,
        missing_member_with_elevated_permissions: None,
        pending_invitations_count: None,
        max_allowed_memberships: organization.max_allowed_memberships,
        admin_delete_enabled: organization.admin_delete_enabled,
        public_metadata: organization.public_metadata,
        private_metadata: Some(organization.private_metadata),
        // Never null: SDKs read a text.
        created_by: Some(organization.created_by.unwrap_or_default()),
        created_at: organization.created_at,
        updated_at: organization.updated_at,
        last_active_at: Some(organization.last_active_at.unwrap_or(organization.created_at)),
        role_set_key: Maybe::Value(organization.role_set_key),
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
    }
}

/// Records an event of an organization, which shows its counts too. Invitations that nobody has found expired count as
/// pending.
pub(crate) fn record_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    kind: &'static str,
    organization: &stored::Organization,
) -> ApiResult<()> {
    let shown = Organization {
        members_count: Some(organization.members_count),
        pending_invitations_count: Some(organization.pending_invitations_count),
        ..present_organization(cx, organization.clone())
    };
    events::record(cx, tx, kind, &organization.id, &shown)
}

/// What a request asks to be shown besides.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extras {
    pub(super) members_count: bool,
    pub(super) missing_member_with_elevated_permissions: bool,
}

/// Some organizations with what is asked for besides.
pub(super) fn present_organizations(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    organizations: Vec<stored::Organization>,
    extras: Extras,
) -> ApiResult<Vec<Organization>> {
    let ids: Vec<String> = organizations.iter().map(|organization| organization.id.clone()).collect();
    let mut pending = if extras.members_count { Some(tx.count_pending_invitations(&ids, cx.now)?) } else { None };
    let managed: Option<HashSet<String>> = if extras.missing_member_with_elevated_permissions {
        let roles = Roles::read(tx)?.with_minimum_permissions();
        Some(tx.organizations_with_role(&ids, &roles)?.into_iter().collect())
    } else {
        None
    };
    Ok(organizations
        .into_iter()
        .map(|organization| Organization {
            members_count: extras.members_count.then_some(organization.members_count),
            pending_invitations_count: pending
                .as_mut()
                .map(|counts| counts.remove(&organization.id).unwrap_or_default()),
            missing_member_with_elevated_permissions: managed
                .as_ref()
                .map(|managed| !managed.contains(&organization.id)),
            ..present_organization(cx, organization)
        })
        .collect())
}

/// The answer to an upload: the organization and, under its old name, the link to the logo.
pub(super) fn with_logo(organization: Organization) -> OrganizationWithLogo {
    let image_url = organization.image_url.unwrap_or_default();
    OrganizationWithLogo {
        admin_delete_enabled: organization.admin_delete_enabled,
        created_at: organization.created_at,
        created_by: organization.created_by,
        id: organization.id,
        last_active_at: organization.last_active_at,
        max_allowed_memberships: organization.max_allowed_memberships,
        members_count: organization.members_count,
        missing_member_with_elevated_permissions: organization.missing_member_with_elevated_permissions,
        name: organization.name,
        object: organization.object,
        pending_invitations_count: organization.pending_invitations_count,
        private_metadata: organization.private_metadata,
        public_metadata: organization.public_metadata,
        role_set_key: organization.role_set_key,
        slug: organization.slug,
        updated_at: organization.updated_at,
        logo_url: Some(image_url.clone()),
        image_url,
        has_image: organization.has_image,
    }
}
