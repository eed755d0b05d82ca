use frontdesk_contract::Listing;
use frontdesk_contract::invitations::{Invitation, ListInvitations};
use frontdesk_storage::Tx;
use frontdesk_storage::invitations::{InvitationFilter, InvitationOrder};

use super::present::present_invitation;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};
use crate::order::parse_order;

pub(crate) fn list_invitations(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListInvitations,
) -> ApiResult<Listing<Invitation>> {
    let filter = InvitationFilter {
        status: request.status.as_ref().map(|status| status.as_str().to_owned()),
        query: request.query.clone().filter(|query| !query.is_empty()),
    };
    let names = "created_at, email_address and expires_at";
    let (order, descending) = parse_order(request.order_by.as_deref(), "-created_at", names, order)?;
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let invitations = tx.list_invitations(&filter, order, descending, cx.now, limit, offset)?;
    let invitations = invitations.into_iter().map(|invitation| present_invitation(cx, invitation)).collect();
    listing(request.paginated, invitations, || Ok(tx.count_invitations(&filter, cx.now)?))
}

/// The order of that name.
fn order(name: &str) -> Option<InvitationOrder> {
    match name {
        "created_at" => Some(InvitationOrder::CreatedAt),
        "email_address" => Some(InvitationOrder::EmailAddress),
        "expires_at" => Some(InvitationOrder::ExpiresAt),
        _ => None,
    }
}
