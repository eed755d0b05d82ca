use serde_json::{Map, Value};

use crate::{Maybe, object, operation};

/// Shows a template as it would arrive, with examples in place of its variables.
///
/// Nothing is stored or sent. The answer has `subject`, `body`, `from_email_address` and `reply_to_email_address`.
///
/// Deprecated, and nothing takes its place.
#[operation(
    id = "PreviewTemplate",
    post = "/templates/{template_type}/{slug}/preview",
    tag = "Email & SMS Templates",
    deprecated,
    returns = Map<String, Value>,
    errors = "400 401 404 422",
    risk = read,
    sdk(python = "templates.preview(...)", go = "template.Preview"),
)]
pub struct PreviewTemplate {
    /// `email` or `sms`.
    #[api(path)]
    pub template_type: String,
    /// The template's name for programs, such as `verification_code`.
    #[api(path)]
    pub slug: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: PreviewTemplateBody,
}

/// What to show in place of what is stored.
#[object(closed)]
#[derive(Default)]
pub struct PreviewTemplateBody {
    /// The subject, if it is an e-mail.
    pub subject: Maybe<String>,
    /// The text, with variables such as `{{otp_code}}` in it.
    pub body: Option<String>,
    /// What stands before the `@` of the sender's address, if it is an e-mail.
    pub from_email_name: Option<String>,
    /// What stands before the `@` of the address for replies, if it is an e-mail.
    pub reply_to_email_name: Option<String>,
}
