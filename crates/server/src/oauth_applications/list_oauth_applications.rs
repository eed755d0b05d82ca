use frontdesk_contract::Page;
use frontdesk_contract::oauth_applications::{ListOauthApplications, OauthApplication};
use frontdesk_storage::Tx;
use frontdesk_storage::oauth_applications::OauthApplicationOrder;

use super::present::present_application;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::DEFAULT_LIMIT;
use crate::order::parse_order;
use crate::users::filter::given;

pub(crate) fn list_oauth_applications(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListOauthApplications,
) -> ApiResult<Page<OauthApplication>> {
    let order = parse_order(request.order_by.as_deref(), "-created_at", "created_at, name", |name| {
        Some(match name {
            "created_at" => OauthApplicationOrder::CreatedAt,
            "name" => OauthApplicationOrder::Name,
            _ => return None,
        })
    })?;
    let query = given(&request.name_query);
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let found = tx.list_oauth_applications(query.as_deref(), order, limit, offset)?;
    let total_count = tx.count_oauth_applications(query.as_deref())?;
    Ok(Page { data: found.into_iter().map(|one| present_application(cx, one)).collect(), total_count })
}
