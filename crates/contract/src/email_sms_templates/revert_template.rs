use super::{Template, TemplateType};
use crate::operation;

/// Brings a template back to how it came.
///
/// Deprecated, and nothing takes its place.
#[operation(
    id = "RevertTemplate",
    post = "/templates/{template_type}/{slug}/revert",
    tag = "Email & SMS Templates",
    deprecated,
    returns = Template,
    errors = "400 401 402 404",
    risk = destructive,
    destroys = "Every change that was made to the template.",
    sdk(python = "email_sms_templates.revert(...)", go = "template.Revert"),
)]
pub struct RevertTemplate {
    /// Whether it is an e-mail or a text message.
    #[api(path)]
    pub template_type: TemplateType,
    /// The template's name for programs, such as `verification_code`.
    #[api(path)]
    pub slug: String,
}
