use frontdesk_contract::Page;
use frontdesk_contract::domains::{Domain, ListDomains};
use frontdesk_storage::Tx;

use super::present::present_domain;
use crate::context::Context;
use crate::error::ApiResult;

/// All of them, as there is no way to ask for a page.
pub(crate) fn list_domains(cx: &Context, tx: &mut Tx<'_, '_>, _: &ListDomains) -> ApiResult<Page<Domain>> {
    let present = |domain| present_domain(cx, &cx.instance.row.frontend_api, domain);
    let data: Vec<Domain> = tx.list_domains()?.into_iter().map(present).collect();
    let total_count = i64::try_from(data.len()).unwrap_or(i64::MAX);
    Ok(Page { data, total_count })
}
