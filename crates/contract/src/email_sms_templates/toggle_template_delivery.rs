use super::{Template, TemplateType};
use crate::{object, operation};

/// Turns the delivery of a message by the server on or off.
///
/// When it is off, the webhooks `email.created` and `sms.created` carry the message, for the application to deliver.
///
/// Deprecated, and nothing takes its place.
#[operation(
    id = "ToggleTemplateDelivery",
    post = "/templates/{template_type}/{slug}/toggle_delivery",
    tag = "Email & SMS Templates",
    deprecated,
    returns = Template,
    errors = "400 401 404 423@!2025-03-12 429@!2025-03-12",
    risk = destructive,
    destroys = "When it is turned off: the message reaches nobody unless the application delivers it.",
    sdk(python = "email_sms_templates.toggle_template_delivery(...)", go = "template.ToggleDelivery"),
)]
pub struct ToggleTemplateDelivery {
    /// Whether it is an e-mail or a text message.
    #[api(path)]
    pub template_type: TemplateType,
    /// The template's name for programs, such as `verification_code`.
    #[api(path)]
    pub slug: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: ToggleTemplateDeliveryBody,
}

/// Who delivers the message.
#[object(closed)]
#[derive(Default)]
pub struct ToggleTemplateDeliveryBody {
    /// Whether the server delivers the message.
    pub delivered_by_clerk: Option<bool>,
}
