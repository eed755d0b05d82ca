use frontdesk_contract::redirect_urls::{GetRedirectUrl, RedirectUrl};
use frontdesk_storage::Tx;

use super::present::{not_found, present_redirect_url};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_redirect_url(_: &Context, tx: &mut Tx<'_, '_>, request: &GetRedirectUrl) -> ApiResult<RedirectUrl> {
    tx.find_redirect_url(&request.id)?.map(present_redirect_url).ok_or_else(|| not_found(&request.id))
}
