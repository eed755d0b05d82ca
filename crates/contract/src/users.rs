//! Users: people, how they sign in, and what is known about them.

use crate::list::operations;

mod enterprise_account;
mod external_account_with_verification;
mod oauth_access_token;
mod passkey;
mod saml_account;
mod scim_user_metadata;
mod second_factor_removal;
mod total_count;
mod trusted_device;
mod user;
mod web3_wallet;

pub use enterprise_account::*;
pub use external_account_with_verification::*;
pub use oauth_access_token::*;
pub use passkey::*;
pub use saml_account::*;
pub use scim_user_metadata::*;
pub use second_factor_removal::*;
pub use total_count::*;
pub use trusted_device::*;
pub use user::*;
pub use web3_wallet::*;

operations! {
    adjust_user_billing_credit_balance::AdjustUserBillingCreditBalance,
    ban_user::BanUser,
    create_totp::CreateTotp,
    create_user::CreateUser,
    delete_backup_code::DeleteBackupCode,
    delete_external_account::DeleteExternalAccount,
    delete_totp::DeleteTotp,
    delete_user::DeleteUser,
    delete_user_profile_image::DeleteUserProfileImage,
    disable_mfa::DisableMfa,
    get_oauth_access_token::GetOauthAccessToken,
    get_user::GetUser,
    get_user_billing_credit_balance::GetUserBillingCreditBalance,
    get_user_billing_subscription::GetUserBillingSubscription,
    get_user_list::GetUserList,
    get_users_count::GetUsersCount,
    list_user_trusted_devices::ListUserTrustedDevices,
    lock_user::LockUser,
    remove_user_password::RemoveUserPassword,
    replace_user_metadata::ReplaceUserMetadata,
    revoke_user_trusted_device::RevokeUserTrustedDevice,
    set_user_password_compromised::SetUserPasswordCompromised,
    set_user_profile_image::SetUserProfileImage,
    unban_user::UnbanUser,
    unlock_user::UnlockUser,
    unset_user_password_compromised::UnsetUserPasswordCompromised,
    update_user::UpdateUser,
    update_user_metadata::UpdateUserMetadata,
    user_passkey_delete::UserPasskeyDelete,
    user_web3_wallet_delete::UserWeb3WalletDelete,
    users_ban::UsersBan,
    users_get_organization_invitations::UsersGetOrganizationInvitations,
    users_get_organization_memberships::UsersGetOrganizationMemberships,
    users_unban::UsersUnban,
    verify_password::VerifyPassword,
    verify_totp::VerifyTotp,
}
