use crate::email_addresses::{VerificationAdmin, VerificationWeb3};
use crate::{Nullable, Text, object, union};

#[object(closed)]
pub struct Web3Wallet {
    #[api(required = "none")]
    pub id: String,
    #[api(values = "web3_wallet")]
    pub object: Text,
    pub web3_wallet: String,
    pub verification: Nullable<Web3WalletVerification>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[union(tag = "object")]
pub enum Web3WalletVerification {
    #[api(tag = "verification_web3")]
    Web3(VerificationWeb3),
    #[api(tag = "verification_admin")]
    Admin(VerificationAdmin),
}
