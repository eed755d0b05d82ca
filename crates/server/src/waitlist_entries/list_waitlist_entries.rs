use frontdesk_contract::Page;
use frontdesk_contract::waitlist_entries::{ListWaitlistEntries, WaitlistEntry};
use frontdesk_storage::waitlist_entries::{WaitlistFilter, WaitlistOrder};

use super::present::Gathered;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::DEFAULT_LIMIT;
use crate::order::parse_order;

pub(crate) async fn list_waitlist_entries(cx: Context, request: ListWaitlistEntries) -> ApiResult<Page<WaitlistEntry>> {
    let filter = WaitlistFilter {
        statuses: request.status.iter().map(|status| status.as_str().to_owned()).collect(),
        query: request.query.clone().filter(|query| !query.is_empty()),
    };
    let names = "created_at, email_address and invited_at";
    let (order, descending) = parse_order(request.order_by.as_deref(), "-created_at", names, order)?;
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let (gathered, total_count) = cx
        .read_snapshot(move |tx| {
            let entries = tx.list_waitlist_entries(&filter, order, descending, limit, offset)?;
            Ok((Gathered::read(tx, entries)?, tx.count_waitlist_entries(&filter)?))
        })
        .await?;
    Ok(Page { data: gathered.present(&cx).await?, total_count })
}

/// The order of that name.
fn order(name: &str) -> Option<WaitlistOrder> {
    match name {
        "created_at" => Some(WaitlistOrder::CreatedAt),
        "email_address" => Some(WaitlistOrder::EmailAddress),
        "invited_at" => Some(WaitlistOrder::InvitedAt),
        _ => None,
    }
}
