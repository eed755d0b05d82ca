use frontdesk_contract::Listing;
use frontdesk_contract::clients::{Client, GetClientList};
use frontdesk_storage::Tx;
use frontdesk_storage::clients::CLIENTS_COUNTER;

use super::present::present_clients;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn get_client_list(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetClientList,
) -> ApiResult<Listing<Client>> {
    let clients = tx.list_clients(request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0))?;
    let clients = present_clients(cx, tx, clients)?;
    listing(request.paginated, clients, || Ok(tx.counter(CLIENTS_COUNTER)?))
}
