use super::{Template, TemplateType};
use crate::{Listing, operation};

/// Lists the templates of all e-mails or of all text messages.
///
/// They come by their position.
///
/// Deprecated, and nothing takes its place.
#[operation(
    id = "GetTemplateList",
    get = "/templates/{template_type}",
    tag = "Email & SMS Templates",
    deprecated,
    returns = Listing<Template>,
    errors = "400 401 422",
    sdk(python = "email_sms_templates.list(...)", go = "template.List"),
)]
pub struct GetTemplateList {
    /// Whether to list e-mails or text messages.
    #[api(path)]
    pub template_type: TemplateType,
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
