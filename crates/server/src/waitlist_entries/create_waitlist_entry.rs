use frontdesk_contract::waitlist_entries::{CreateWaitlistEntry, WaitlistEntry};

use super::join::{Wish, join};
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) async fn create_waitlist_entry(cx: Context, request: CreateWaitlistEntry) -> ApiResult<WaitlistEntry> {
    let body = request.body;
    let wish = Wish { email_address: body.email_address, notify: body.notify.into_value().unwrap_or(true) };
    let joined = join(&cx, vec![wish]).await?;
    joined.into_iter().next().ok_or_else(|| kinds::INTERNAL.with("No entry was made."))
}
