use crate::{DeletedObject, operation};

#[operation(id = "UserWeb3WalletDelete", delete = "/users/{user_id}/web3_wallets/{web3_wallet_identification_id}", tag = "Users", returns = DeletedObject, errors = "400 403 404 500")]
pub struct UserWeb3WalletDelete {
    #[api(path)]
    pub user_id: String,
    #[api(path)]
    pub web3_wallet_identification_id: String,
}
