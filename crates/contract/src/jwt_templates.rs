//! JWT templates: what the tokens say that are made after them.

use crate::list::operations;

mod jwt_template;
mod jwt_template_body;

pub use jwt_template::*;
pub use jwt_template_body::*;

operations! {
    create_jwt_template::CreateJwtTemplate,
    delete_jwt_template::DeleteJwtTemplate,
    get_jwt_template::GetJwtTemplate,
    list_jwt_templates::ListJwtTemplates,
    update_jwt_template::UpdateJwtTemplate,
}
