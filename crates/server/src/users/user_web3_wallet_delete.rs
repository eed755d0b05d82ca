use frontdesk_contract::DeletedObject;
use frontdesk_contract::users::UserWeb3WalletDelete;
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;

use super::change::change_user;
use super::delete_user::deleted;
use super::identifiers::check_remaining;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};

pub(crate) fn user_web3_wallet_delete(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &UserWeb3WalletDelete,
) -> ApiResult<DeletedObject> {
    let id = &request.web3_wallet_identification_id;
    change_user(cx, tx, &request.user_id, |user| {
        let position = user.web3_wallets.iter().position(|wallet| wallet.id == *id);
        let position = position.ok_or_else(|| ApiError::not_found("wallet of this user", id))?;
        user.web3_wallets.remove(position);
        check_remaining(cx.settings(), user, Kind::Web3Wallet)?;
        if user.primary_web3_wallet_id.as_ref() == Some(id) {
            user.primary_web3_wallet_id = user.web3_wallets.first().map(|wallet| wallet.id.clone());
        }
        Ok(())
    })?;
    Ok(deleted("web3_wallet", id.clone()))
}
