//! What holds for the whole instance.

use crate::list::operations;

mod instance;
mod instance_communication;
mod instance_protect;
mod instance_restrictions;
mod oauth_application_settings;
mod organization_settings;

pub use instance::*;
pub use instance_communication::*;
pub use instance_protect::*;
pub use instance_restrictions::*;
pub use oauth_application_settings::*;
pub use organization_settings::*;

operations! {
    get_instance::GetInstance,
    get_instance_communication::GetInstanceCommunication,
    get_instance_oauth_application_settings::GetInstanceOauthApplicationSettings,
    get_instance_organization_settings::GetInstanceOrganizationSettings,
    get_instance_protect::GetInstanceProtect,
    update_instance::UpdateInstance,
    update_instance_communication::UpdateInstanceCommunication,
    update_instance_oauth_application_settings::UpdateInstanceOauthApplicationSettings,
    update_instance_organization_settings::UpdateInstanceOrganizationSettings,
    update_instance_protect::UpdateInstanceProtect,
    update_instance_restrictions::UpdateInstanceRestrictions,
}
