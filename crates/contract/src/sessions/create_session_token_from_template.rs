use super::SessionToken;
use crate::{Maybe, object, operation};

/// Makes a token for an active session after a JWT template.
#[operation(
    id = "CreateSessionTokenFromTemplate",
    post = "/sessions/{session_id}/tokens/{template_name}",
    tag = "Sessions",
    returns = SessionToken,
    errors = "401 404",
    sdk(
        js = "sessions.getToken(sessionId, templateName, expiresInSeconds)",
        python = "sessions.create_token_from_template(...)",
        go = "session.CreateToken",
    ),
)]
pub struct CreateSessionTokenFromTemplate {
    /// The session's id, `sess_…`.
    #[api(path)]
    pub session_id: String,
    /// The name of the JWT template, as it was given when the template was created; not its id.
    #[api(path)]
    pub template_name: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateSessionTokenFromTemplateBody,
}

/// How long the token is valid.
#[object]
#[derive(Default)]
pub struct CreateSessionTokenFromTemplateBody {
    /// How many seconds the token is valid; what the template says when left out.
    #[api(min = 30, max = 315_360_000)]
    pub expires_in_seconds: Maybe<i64>,
}
