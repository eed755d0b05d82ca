use super::Session;
use crate::{object, operation};

#[operation(id = "createSession", post = "/sessions", tag = "Sessions", returns = Session, errors = "400 401 404 422")]
pub struct CreateSession {
    #[api(body, required = "none")]
    pub body: CreateSessionBody,
}

#[object]
pub struct CreateSessionBody {
    pub user_id: String,
    #[api(versions = "!2025-03-12")]
    pub active_organization_id: Option<String>,
}
