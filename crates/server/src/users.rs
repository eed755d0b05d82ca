//! Users.

use crate::api::routes;

pub(crate) mod attempts;
pub(crate) mod attributes;
pub(crate) mod change;
pub(crate) mod filter;
pub(crate) mod identifiers;
pub(crate) mod present;
pub(crate) mod sealed;
pub(crate) mod secrets;
mod trusted_device;

pub(crate) use create_user::insert_user;
pub(crate) use verify_totp::accept_code;

routes! {
    write ban_user,
    write create_totp,
    written create_user,
    write delete_backup_code,
    write delete_external_account,
    write delete_totp,
    flow delete_user,
    write delete_user_profile_image,
    write disable_mfa,
    read get_oauth_access_token,
    read get_user,
    read get_user_list,
    read get_users_count,
    read list_user_trusted_devices,
    write lock_user,
    write remove_user_password,
    write replace_user_metadata,
    write revoke_user_trusted_device,
    write set_user_password_compromised,
    flow set_user_profile_image,
    write unban_user,
    write unlock_user,
    write unset_user_password_compromised,
    flow update_user,
    write update_user_metadata,
    write user_passkey_delete,
    write user_web3_wallet_delete,
    write users_ban,
    flow users_get_organization_invitations,
    read users_get_organization_memberships,
    write users_unban,
    flow verify_password,
    flow verify_totp,
}
