use super::{Template, TemplateType};
use crate::operation;

/// Retrieves the template of an e-mail or a text message.
///
/// Deprecated, and nothing takes its place.
#[operation(
    id = "GetTemplate",
    get = "/templates/{template_type}/{slug}",
    tag = "Email & SMS Templates",
    deprecated,
    returns = Template,
    errors = "400 401 404",
    sdk(python = "email_sms_templates.get(...)", go = "template.Get"),
)]
pub struct GetTemplate {
    /// Whether it is an e-mail or a text message.
    #[api(path)]
    pub template_type: TemplateType,
    /// The template's name for programs, such as `verification_code`.
    #[api(path)]
    pub slug: String,
}
