use super::SessionToken;
use crate::{Maybe, object, operation};

#[operation(id = "CreateSessionTokenFromTemplate", post = "/sessions/{session_id}/tokens/{template_name}", tag = "Sessions", returns = SessionToken, errors = "401 404")]
pub struct CreateSessionTokenFromTemplate {
    #[api(path)]
    pub session_id: String,
    #[api(path)]
    pub template_name: String,
    #[api(body, required = "none")]
    pub body: CreateSessionTokenFromTemplateBody,
}

#[object]
#[derive(Default)]
pub struct CreateSessionTokenFromTemplateBody {
    #[api(min = 30, max = 315360000)]
    pub expires_in_seconds: Maybe<i64>,
}
