//! What a list of memberships can be narrowed down to.

use frontdesk_contract::organization_memberships::ListOrganizationMemberships;
use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::Signed;
use frontdesk_storage::organization_memberships::MembershipFilter;
use frontdesk_storage::users::{TimeBound, TimeColumn, UserFilter};

use crate::error::ApiResult;
use crate::users::filter::{check_size, each, given};

pub(super) const ORDERS: &str = "phone_number, email_address, created_at, first_name, last_name, username";

/// The filter that a request asks for, within an organization.
pub(super) fn read(request: &ListOrganizationMemberships, organization_id: &str) -> ApiResult<MembershipFilter> {
    for (name, values) in [
        ("user_id", &request.user_id),
        ("email_address", &request.email_address),
        ("phone_number", &request.phone_number),
        ("username", &request.username),
        ("web3_wallet", &request.web3_wallet),
        ("role", &request.role),
    ] {
        check_size(name, values.len())?;
    }
    let mut times = Vec::new();
    for (column, after, at) in [
        (TimeColumn::CreatedAt, false, request.created_at_before),
        (TimeColumn::CreatedAt, true, request.created_at_after),
        (TimeColumn::LastActiveAt, false, request.last_active_at_before),
        (TimeColumn::LastActiveAt, true, request.last_active_at_after),
    ] {
        times.extend(at.map(|at| TimeBound { column, after, at }));
    }
    let users = UserFilter {
        email_addresses: each(&request.email_address, |value| normalize_email(value).ok()),
        phone_numbers: each(&request.phone_number, |value| normalize_phone(value).ok()),
        usernames: each(&request.username, |value| Some(value.to_lowercase())),
        web3_wallets: each(&request.web3_wallet, |value| normalize_web3_wallet(value).ok()),
        user_ids: Signed::parse(&request.user_id),
        query: given(&request.query),
        email_address_query: given(&request.email_address_query),
        phone_number_query: given(&request.phone_number_query),
        username_query: given(&request.username_query),
        name_query: given(&request.name_query),
        times,
        ..UserFilter::default()
    };
    Ok(MembershipFilter { organization_id: Some(organization_id.to_owned()), roles: request.role.clone(), users })
}
