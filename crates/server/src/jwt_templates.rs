//! JWT templates: what the tokens say that are made after them.

use crate::api::routes;
use crate::error::{ApiError, kinds};

pub(crate) mod draft;
mod present;

routes! {
    flow create_jwt_template,
    write delete_jwt_template,
    read get_jwt_template,
    read list_jwt_templates,
    flow update_jwt_template,
}

/// The error for a template that does not exist.
pub(crate) fn template_not_found(attribute: &str, value: &str) -> ApiError {
    kinds::JWT_TEMPLATE_NOT_FOUND
        .with(format!("There is no JWT template with the {attribute} {value} in this instance."))
}
