//! Role sets: which roles the members of an organization can have.

use crate::api::routes;

mod attributes;
pub(crate) mod change;
mod present;

pub(crate) use create_role_set::create;

routes! {
    flow add_roles_to_role_set,
    flow create_role_set,
    read get_role_set,
    read list_role_sets,
    flow replace_role_in_role_set,
    write replace_role_set,
    flow update_role_set,
}
