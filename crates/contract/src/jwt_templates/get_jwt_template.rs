use super::JwtTemplate;
use crate::operation;

/// Retrieves a JWT template, without its signing key.
#[operation(
    id = "GetJWTTemplate",
    get = "/jwt_templates/{template_id}",
    tag = "JWT Templates",
    returns = JwtTemplate,
    errors = "404",
    sdk(js = "jwtTemplates.get(templateId)", python = "jwt_templates.get(...)", go = "jwttemplate.Get"),
)]
pub struct GetJwtTemplate {
    /// The template's id, `jtmp_…`.
    #[api(path)]
    pub template_id: String,
}
