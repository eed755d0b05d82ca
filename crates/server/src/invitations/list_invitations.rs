use frontdesk_contract::Listing;
use frontdesk_contract::invitations::{Invitation, ListInvitations};
use frontdesk_storage::Tx;
use frontdesk_storage::invitations::{InvitationFilter, InvitationOrder};

use super::present::present_invitation;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn list_invitations(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListInvitations,
) -> ApiResult<Listing<Invitation>> {
    let filter = InvitationFilter {
        status: request.status.as_ref().map(|status| status.as_str().to_owned()),
        query: request.query.clone().filter(|query| !query.is_empty()),
    };
    let (order, descending) = order(request.order_by.as_deref().unwrap_or("-created_at"))?;
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let invitations = tx.list_invitations(&filter, order, descending, cx.now, limit, offset)?;
    let invitations = invitations.into_iter().map(|invitation| present_invitation(cx, invitation)).collect();
    listing(request.paginated, invitations, || Ok(tx.count_invitations(&filter, cx.now)?))
}

/// What to sort by, and whether downwards.
fn order(order_by: &str) -> ApiResult<(InvitationOrder, bool)> {
    // A plus sign that was not escaped arrives as a space.
    let name = order_by.strip_prefix(['+', '-', ' ']).unwrap_or(order_by);
    let order = match name {
        "created_at" => InvitationOrder::CreatedAt,
        "email_address" => InvitationOrder::EmailAddress,
        "expires_at" => InvitationOrder::ExpiresAt,
        _ => {
            return Err(kinds::FORM_PARAM_VALUE_INVALID.param(
                "order_by",
                "`order_by` must be created_at, email_address or expires_at, with + or - before it.",
            ));
        }
    };
    Ok((order, order_by.starts_with('-')))
}
