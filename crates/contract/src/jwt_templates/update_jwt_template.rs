use super::{JwtTemplate, JwtTemplateBody};
use crate::operation;

/// Updates a JWT template.
///
/// Name and claims always have to be given, and the claims whole; of the rest, what is left out stays as it is. Tokens
/// that were made before keep what they say.
#[operation(
    id = "UpdateJWTTemplate",
    patch = "/jwt_templates/{template_id}",
    tag = "JWT Templates",
    returns = JwtTemplate,
    errors = "400 402 404 422",
    sdk(
        js = "jwtTemplates.update({ templateId, ... })",
        python = "jwt_templates.update",
        go = "jwttemplate.Update",
    ),
)]
pub struct UpdateJwtTemplate {
    /// The template's id, `jtmp_…`.
    #[api(path)]
    pub template_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: JwtTemplateBody,
}
