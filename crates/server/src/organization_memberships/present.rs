//! From what is stored of memberships to what the API shows of them.

use std::collections::HashMap;

use frontdesk_contract::Maybe;
use frontdesk_contract::organization_memberships::{OrganizationMembership, OrganizationMembershipPublicUserData};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::users::User;

use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::images;
use crate::organizations::present::present_organization;
use crate::roles::Roles;

/// The link to a user's picture or what stands in for it, and whether there is one.
pub(crate) fn user_image_url(cx: &Context, user: &User) -> (String, bool) {
    match &user.image {
        Some(image) => (images::uploaded_image_url(cx, &image.id), true),
        None => {
            let initials = frontdesk_identifiers::user_initials(user.first_name.as_deref(), user.last_name.as_deref());
            (images::default_image_url(cx, &user.id, &initials.unwrap_or_default()), false)
        }
    }
}

/// What a user is known by to others: the first of e-mail address, phone number, username and wallet.
pub(crate) fn identifier(user: &User) -> Option<String> {
    let email = user.primary_email_address().map(|email| &email.email_address);
    let phone = user.primary_phone_number().map(|phone| &phone.phone_number);
    let wallet = user.primary_web3_wallet().map(|wallet| &wallet.web3_wallet);
    email.or(phone).or(user.username.as_ref()).or(wallet).cloned()
}

fn public_user_data(cx: &Context, user: &User) -> OrganizationMembershipPublicUserData {
    let (image_url, has_image) = user_image_url(cx, user);
    OrganizationMembershipPublicUserData {
        user_id: user.id.clone(),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        profile_image_url: Some(image_url.clone()),
        image_url,
        has_image,
        identifier: identifier(user).map_or(Maybe::Null, Maybe::Value),
        username: user.username.clone().map_or(Maybe::Null, Maybe::Value),
        banned: Some(user.banned),
        deprovisioned: Some(user.deprovisioned),
    }
}

/// The membership as the newest version shows it.
pub(crate) fn present_membership(
    cx: &Context,
    membership: Membership,
    organization: Organization,
    user: &User,
    roles: &Roles,
) -> OrganizationMembership {
    OrganizationMembership {
        object: "organization_membership".into(),
        role_name: Some(roles.name(&membership.role)),
        permissions: roles.permissions(&membership.role),
        organization: present_organization(cx, organization),
        public_user_data: Some(public_user_data(cx, user)),
        id: membership.id,
        role: membership.role,
        public_metadata: membership.public_metadata,
        private_metadata: Some(membership.private_metadata),
        created_at: membership.created_at,
        updated_at: membership.updated_at,
    }
}

/// One membership, with a look-up for its user.
pub(super) fn present_one(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    membership: Membership,
    organization: Organization,
    roles: &Roles,
) -> ApiResult<OrganizationMembership> {
    // Not `find_user`, which would lock the user after the organization.
    let users = tx.find_users(std::slice::from_ref(&membership.user_id))?;
    let user = users.first().ok_or_else(|| ApiError::not_found("user", &membership.user_id))?;
    Ok(present_membership(cx, membership, organization, user, roles))
}

/// Some memberships, with a look-up for all their users and one for all their organizations.
pub(crate) fn present_memberships(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    memberships: Vec<Membership>,
) -> ApiResult<Vec<OrganizationMembership>> {
    if memberships.is_empty() {
        return Ok(Vec::new());
    }
    let distinct = |id: fn(&Membership) -> &String| {
        let mut ids: Vec<String> = memberships.iter().map(|membership| id(membership).clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let users = tx.find_users(&distinct(|membership| &membership.user_id))?;
    let users: HashMap<String, User> = users.into_iter().map(|user| (user.id.clone(), user)).collect();
    let organizations = tx.find_organizations(&distinct(|membership| &membership.organization_id))?;
    let organizations: HashMap<String, Organization> =
        organizations.into_iter().map(|organization| (organization.id.clone(), organization)).collect();
    let roles = Roles::read(tx)?;
    Ok(memberships
        .into_iter()
        .filter_map(|membership| {
            // Both are deleted together with their memberships: PostgreSQL may show them gone between two queries.
            let organization = organizations.get(&membership.organization_id)?.clone();
            let user = users.get(&membership.user_id)?;
            Some(present_membership(cx, membership, organization, user, &roles))
        })
        .collect())
}
