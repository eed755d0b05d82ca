use crate::{DeletedObject, operation};

/// Removes a wallet from a user.
///
/// The last identifier of a user stays.
#[operation(
    id = "UserWeb3WalletDelete",
    delete = "/users/{user_id}/web3_wallets/{web3_wallet_identification_id}",
    tag = "Users",
    returns = DeletedObject,
    errors = "400 403 404 500",
    destroys = "The wallet, and signing in with it.",
    sdk(
        js = "users.deleteUserWeb3Wallet({ userId, web3WalletIdentificationId })",
        python = "users.delete_web3_wallet(...)",
        go = "user.DeleteWeb3Wallet",
    ),
)]
pub struct UserWeb3WalletDelete {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// The wallet's id, `idn_…`; not its address on the chain.
    #[api(path)]
    pub web3_wallet_identification_id: String,
}
