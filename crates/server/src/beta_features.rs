//! Settings that were never given a place of their own, and the move to another domain.

use crate::api::routes;

mod move_domain;

routes! {
    flow update_instance_auth_config,
    flow update_production_instance_domain,
    flow change_production_instance_domain,
    flow change_instance_domain,
}
