use frontdesk_contract::clients::{Client, GetClient};
use frontdesk_storage::Tx;

use super::client_not_found;
use super::present::present_clients;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_client(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetClient) -> ApiResult<Client> {
    let id = &request.client_id;
    let client = tx.find_client(id)?.ok_or_else(|| client_not_found(id))?;
    present_clients(cx, tx, vec![client])?.pop().ok_or_else(|| client_not_found(id))
}
