use super::{JwtTemplate, JwtTemplateBody};
use crate::operation;

/// Creates a JWT template.
///
/// Tokens after it are asked for by its name, for one session at a time.
#[operation(
    id = "CreateJWTTemplate",
    post = "/jwt_templates",
    tag = "JWT Templates",
    returns = JwtTemplate,
    errors = "400 402 422",
    sdk(js = "jwtTemplates.create({ ... })", python = "jwt_templates.create", go = "jwttemplate.Create"),
)]
pub struct CreateJwtTemplate {
    /// What to send.
    #[api(body, required = "none")]
    pub body: JwtTemplateBody,
}
