use super::Session;
use crate::operation;

#[operation(id = "GetSession", get = "/sessions/{session_id}", tag = "Sessions", returns = Session, errors = "400 401 404")]
pub struct GetSession {
    #[api(path)]
    pub session_id: String,
}
