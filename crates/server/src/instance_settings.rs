//! What holds for the whole instance.

use crate::api::routes;

mod change;
mod checks;
mod present;

pub(crate) use change::change_settings;
pub(crate) use checks::check_enhanced_email_deliverability;

routes! {
    flow get_instance,
    flow update_instance,
    flow update_instance_restrictions,
    flow get_instance_protect,
    flow update_instance_protect,
    flow get_instance_communication,
    flow update_instance_communication,
    flow get_instance_oauth_application_settings,
    flow update_instance_oauth_application_settings,
    flow get_instance_organization_settings,
    flow update_instance_organization_settings,
}
