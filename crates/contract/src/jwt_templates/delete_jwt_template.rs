use crate::{DeletedObject, operation};

/// Deletes a JWT template.
///
/// The template of session tokens cannot be deleted. Tokens that were made stay valid until they expire.
#[operation(
    id = "DeleteJWTTemplate",
    delete = "/jwt_templates/{template_id}",
    tag = "JWT Templates",
    returns = DeletedObject,
    errors = "403 404",
    destroys = "The template, its signing key if it has one of its own, and every later request for a token after it.",
    sdk(js = "jwtTemplates.delete(templateId)", python = "jwt_templates.delete(...)", go = "jwttemplate.Delete"),
)]
pub struct DeleteJwtTemplate {
    /// The template's id, `jtmp_…`.
    #[api(path)]
    pub template_id: String,
}
