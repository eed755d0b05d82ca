use super::{Template, TemplateType};
use crate::{Maybe, object, operation};

/// Changes what an e-mail or a text message says.
///
/// A name and a body have to be given, for an e-mail a subject too; the body has to use every required variable.
///
/// Deprecated, and nothing takes its place.
#[operation(
    id = "UpsertTemplate",
    put = "/templates/{template_type}/{slug}",
    tag = "Email & SMS Templates",
    deprecated,
    returns = Template,
    errors = "400 401 402 403 404 422 423@!2025-03-12 429@!2025-03-12",
    risk = destructive,
    destroys = "The present text of the template; reverting leads back to the original, not to this one.",
    sdk(python = "email_and_sms_templates.upsert(...)", go = "template.Update"),
)]
pub struct UpsertTemplate {
    /// Whether it is an e-mail or a text message.
    #[api(path)]
    pub template_type: TemplateType,
    /// The template's name for programs, such as `verification_code`.
    #[api(path)]
    pub slug: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpsertTemplateBody,
}

/// What the message says from now on.
#[object(closed)]
#[derive(Default)]
pub struct UpsertTemplateBody {
    /// The name to show.
    pub name: Option<String>,
    /// The subject, if it is an e-mail.
    pub subject: Maybe<String>,
    /// What the visual editor made the body from.
    pub markup: Maybe<String>,
    /// The text, with variables such as `{{otp_code}}` in it.
    pub body: Option<String>,
    /// Whether the server delivers the message; otherwise the application does, told by a webhook.
    pub delivered_by_clerk: Maybe<bool>,
    /// What stands before the `@` of the sender's address, if it is an e-mail; `noreply` unless given.
    pub from_email_name: Option<String>,
    /// What stands before the `@` of the address for replies, if it is an e-mail.
    pub reply_to_email_name: Option<String>,
}
