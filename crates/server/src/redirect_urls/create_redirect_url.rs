use frontdesk_contract::redirect_urls::{CreateRedirectUrl, RedirectUrl};
use frontdesk_storage::Tx;
use frontdesk_storage::redirect_urls::RedirectUrl as Stored;

use super::check::check_url;
use super::present::present_redirect_url;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) fn create_redirect_url(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &CreateRedirectUrl,
) -> ApiResult<RedirectUrl> {
    let url = check_url(&request.body.url, cx.instance.is_development())?;
    let row = Stored { id: cx.new_id("ru"), url, created_at: cx.now, updated_at: cx.now };
    if tx.insert_redirect_url(&row)? {
        return Ok(present_redirect_url(row));
    }
    Err(kinds::DUPLICATE_RECORD.param("url", format!("{} is among the redirect URLs already.", row.url)))
}
