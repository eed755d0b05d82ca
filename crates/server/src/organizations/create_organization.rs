use frontdesk_contract::Maybe;
use frontdesk_contract::organizations::{CreateOrganization, Organization};
use frontdesk_identifiers::slugify;
use frontdesk_storage::Tx;
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::organizations as stored;

use super::access::require_enabled;

use super::attributes::{check_name, check_slug, read_time, slug_taken};
use super::present::{present_organization, record_organization};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::organization_memberships::present::present_membership;
use crate::roles::Roles;
use crate::{events, metadata};

/// How often a made slug may meet one that exists, each time with another number behind it.
const ATTEMPTS: usize = 10;

pub(crate) fn create_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateOrganization,
) -> ApiResult<Organization> {
    require_enabled(cx)?;
    let body = &request.body;
    check_name(&body.name)?;
    for (name, given) in [("public_metadata", &body.public_metadata), ("private_metadata", &body.private_metadata)] {
        if let Some(metadata) = given.value() {
            metadata::check_size(name, metadata)?;
        }
    }
    let created_at = match &body.created_at {
        Maybe::Value(text) => read_time("created_at", text)?,
        _ => cx.now,
    };
    let roles = Roles::read(tx)?;
    let role_set = match body.role_set_key.value() {
        Some(key) => roles.require_set("role_set_key", key)?,
        None => roles.initial_set().ok_or_else(|| {
            kinds::INTERNAL.with("The instance has no role set for new organizations. `frontdesk check` says more.")
        })?,
    };
    // The row of the user is locked before that of the organization, here as everywhere.
    let creator = match body.created_by.value() {
        Some(id) => Some(tx.find_user(id)?.ok_or_else(|| {
            kinds::ORGANIZATION_CREATOR_NOT_FOUND.with(format!("There is no user with the id {id} to create it."))
        })?),
        None => None,
    };
    let settings = cx.settings();
    let mut organization = stored::Organization {
        id: cx.new_id("org"),
        name: body.name.clone(),
        created_at,
        updated_at: cx.now,
        max_allowed_memberships: *body.max_allowed_memberships.value().unwrap_or(&settings.max_allowed_memberships),
        admin_delete_enabled: settings.admin_delete_enabled,
        role_set_key: role_set.key.clone(),
        created_by: creator.as_ref().map(|user| user.id.clone()),
        last_active_at: Some(created_at),
        public_metadata: body.public_metadata.value().cloned().unwrap_or_default(),
        private_metadata: body.private_metadata.value().cloned().unwrap_or_default(),
        ..stored::Organization::default()
    };
    insert(cx, tx, &mut organization, body.slug.value())?;
    if let Some(creator) = creator {
        let role = roles.creator_role(role_set)?.key.clone();
        let membership = Membership {
            organization_id: organization.id.clone(),
            user_id: creator.id.clone(),
            id: cx.new_id("orgmem"),
            role,
            created_at: cx.now,
            updated_at: cx.now,
            ..Membership::default()
        };
        tx.insert_membership(&membership)?;
        organization.members_count = 1;
        record_organization(cx, tx, "organization.created", &organization)?;
        let shown = present_membership(cx, membership, organization.clone(), &creator, &roles);
        events::record(cx, tx, "organizationMembership.created", &shown.id, &shown)?;
    } else {
        record_organization(cx, tx, "organization.created", &organization)?;
    }
    Ok(present_organization(cx, organization))
}

/// Inserts the organization with the slug that was asked for, or one made from its name.
fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    organization: &mut stored::Organization,
    slug: Option<&String>,
) -> ApiResult<()> {
    if let Some(slug) = slug {
        check_slug(cx, slug)?;
        organization.slug.clone_from(slug);
        return if tx.insert_organization(organization)? { Ok(()) } else { Err(slug_taken(slug)) };
    }
    let base = slugify(&organization.name);
    let seconds = cx.now.div_euclid(1000);
    organization.slug = format!("{base}-{seconds}");
    for _ in 0..ATTEMPTS {
        if tx.insert_organization(organization)? {
            return Ok(());
        }
        // Somebody was faster this second: nanoseconds, of which the clock does not know the last.
        let mut random = [0; 4];
        cx.shared.ids.fill(&mut random);
        organization.slug = format!("{base}-{}{:06}", cx.now, u32::from_le_bytes(random) % 1_000_000);
    }
    Err(slug_taken(&organization.slug))
}
