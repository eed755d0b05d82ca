use frontdesk_contract::waitlist_entries::{CreateBulkWaitlistEntries, CreateBulkWaitlistEntriesItem, WaitlistEntry};

use super::join::{Wish, join};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn create_bulk_waitlist_entries(
    cx: Context,
    request: CreateBulkWaitlistEntries,
) -> ApiResult<Vec<WaitlistEntry>> {
    let wish = |item: CreateBulkWaitlistEntriesItem| Wish {
        email_address: item.email_address,
        notify: item.notify.into_value().unwrap_or(true),
    };
    join(&cx, request.body.into_iter().map(wish).collect()).await
}
