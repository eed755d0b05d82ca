use frontdesk_contract::users::{GetUserList, User};
use frontdesk_storage::Tx;
use frontdesk_storage::users::{UserOrder, UserPage};

use super::filter;
use super::present::present_user;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::order::parse_order;

const ORDERS: &str = "created_at, updated_at, email_address, web3wallet, first_name, last_name, phone_number, \
                      username, last_active_at, last_sign_in_at";

pub(crate) fn get_user_list(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetUserList) -> ApiResult<Vec<User>> {
    let filter = filter::of_list(request)?;
    let (order, descending) = parse_order(request.order_by.as_deref(), "-created_at", ORDERS, UserOrder::parse)?;
    let offset = request.offset.unwrap_or(0);
    let after = match request.starting_after.as_deref().filter(|id| !id.is_empty()) {
        None => None,
        Some(id) => {
            let refuse = |sentence: String| kinds::FORM_PARAM_VALUE_INVALID.param("starting_after", sentence);
            if order != UserOrder::CreatedAt {
                return Err(refuse("`starting_after` works only in lists ordered by created_at.".to_owned()));
            }
            if offset != 0 {
                return Err(refuse("`starting_after` and `offset` cannot be used together.".to_owned()));
            }
            let user = tx.find_user(id)?.ok_or_else(|| refuse(format!("There is no user with the id {id}.")))?;
            Some((user.created_at, user.id))
        }
    };
    let page = UserPage { order, descending, limit: request.limit.unwrap_or(10), offset, after };
    let users = tx.list_users(&filter, &page)?;
    Ok(users.into_iter().map(|user| present_user(cx, user)).collect())
}
