//! Settings that were never given a place of their own, and the move to another domain.

use crate::list::operations;

mod instance_settings;
mod production_instance_domain_body;

pub use instance_settings::*;
pub use production_instance_domain_body::*;

operations! {
    change_instance_domain::ChangeInstanceDomain,
    change_production_instance_domain::ChangeProductionInstanceDomain,
    update_instance_auth_config::UpdateInstanceAuthConfig,
    update_production_instance_domain::UpdateProductionInstanceDomain,
}
