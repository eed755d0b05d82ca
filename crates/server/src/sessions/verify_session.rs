use frontdesk_contract::sessions::{Session, VerifySession};
use frontdesk_tokens::{Category, Validation};

use super::present::present_session;
use super::session_not_found;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// Answers with the session that a token proves, while both can be used.
pub(crate) async fn verify_session(cx: Context, request: VerifySession) -> ApiResult<Session> {
    let token = request.body.token.unwrap_or_default();
    let session_id = proven_session(&cx, &token)?;
    if session_id != request.session_id {
        return Err(session_not_found(&request.session_id));
    }
    let inner = cx.clone();
    cx.read(move |tx| {
        let session = tx.find_session(&session_id)?.ok_or_else(|| session_not_found(&session_id))?;
        if session.is_usable_at(inner.now) {
            Ok(present_session(&inner, session))
        } else {
            Err(refuse("The session of this token has ended."))
        }
    })
    .await
}

/// The id of the session that a valid session token speaks of.
fn proven_session(cx: &Context, token: &str) -> ApiResult<String> {
    let decoded = cx
        .instance
        .signing_key
        .verify(token, &Validation::at(cx.now))
        .map_err(|error| refuse(&format!("The token cannot be used: {error}.")))?;
    let session_id = decoded.claims.get("sid").and_then(|id| id.as_str());
    session_id
        .filter(|_| decoded.header.category() == Some(Category::Session))
        .map(str::to_owned)
        .ok_or_else(|| refuse("The token is not a session token."))
}

fn refuse(sentence: &str) -> ApiError {
    kinds::INVALID_SESSION_TOKEN.param("token", sentence)
}
