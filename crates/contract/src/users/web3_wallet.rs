use crate::email_addresses::{VerificationAdmin, VerificationWeb3};
use crate::{Nullable, Text, object, union};

/// A wallet of a user.
#[object(closed)]
pub struct Web3Wallet {
    /// The id of this object.
    #[api(required = "none")]
    pub id: String,
    /// Always `web3_wallet`.
    #[api(values = "web3_wallet")]
    pub object: Text,
    /// The address on the chain, `0x` and 40 hexadecimal digits.
    pub web3_wallet: String,
    /// How it was proven to be the user's, or the attempt at it; `null` before any.
    pub verification: Nullable<Web3WalletVerification>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
}

/// How a wallet was proven to be the user's.
#[union(tag = "object")]
pub enum Web3WalletVerification {
    /// By a signature of the wallet.
    #[api(tag = "verification_web3")]
    Web3(VerificationWeb3),
    /// By decision of the application.
    #[api(tag = "verification_admin")]
    Admin(VerificationAdmin),
}
