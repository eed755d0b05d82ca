//! Templates of the e-mails and text messages that users get.

use crate::list::operations;

mod template;
mod template_type;

pub use template::*;
pub use template_type::*;

operations! {
    get_template::GetTemplate,
    get_template_list::GetTemplateList,
    preview_template::PreviewTemplate,
    revert_template::RevertTemplate,
    toggle_template_delivery::ToggleTemplateDelivery,
    upsert_template::UpsertTemplate,
}
