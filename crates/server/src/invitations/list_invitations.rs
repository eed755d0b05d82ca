use frontdesk_contract::invitations::{Invitation, ListInvitations};
use frontdesk_contract::{Listing, Page};
use frontdesk_storage::invitations::{InvitationFilter, InvitationOrder};

use super::present::present_invitations;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};
use crate::order::parse_order;

pub(crate) async fn list_invitations(cx: Context, request: ListInvitations) -> ApiResult<Listing<Invitation>> {
    let filter = InvitationFilter {
        statuses: request.status.iter().map(|status| status.as_str().to_owned()).collect(),
        query: request.query.clone().filter(|query| !query.is_empty()),
    };
    let names = "created_at, email_address and expires_at";
    let (order, descending) = parse_order(request.order_by.as_deref(), "-created_at", names, order)?;
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let now = cx.now;
    let found = cx
        .read(move |tx| {
            let found = tx.list_invitations(&filter, order, descending, now, limit, offset)?;
            listing(request.paginated, found, || Ok(tx.count_invitations(&filter, now)?))
        })
        .await?;
    Ok(match found {
        Listing::Items(found) => Listing::Items(present_invitations(&cx, found).await?),
        Listing::Page(Page { data, total_count }) => {
            Listing::Page(Page { data: present_invitations(&cx, data).await?, total_count })
        }
    })
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
