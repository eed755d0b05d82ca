//! From what is stored of clients and their sessions to what the API shows of them.

use std::collections::HashMap;

use frontdesk_contract::clients::Client;
use frontdesk_storage::Tx;
use frontdesk_storage::clients as stored;
use frontdesk_storage::sessions::{Session, SessionStatus};

use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::present::present_session;

/// The clients with their sessions, in the same order.
pub(super) fn present_clients(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    clients: Vec<stored::Client>,
) -> ApiResult<Vec<Client>> {
    let ids: Vec<String> = clients.iter().map(|client| client.id.clone()).collect();
    let mut sessions: HashMap<String, Vec<Session>> = HashMap::new();
    for session in tx.sessions_of_clients(&ids)? {
        sessions.entry(session.client_id.clone()).or_default().push(session);
    }
    let present = |client: stored::Client| {
        let own = sessions.remove(&client.id).unwrap_or_default();
        present_client(cx, client, own)
    };
    Ok(clients.into_iter().map(present).collect())
}

fn present_client(cx: &Context, client: stored::Client, mut sessions: Vec<Session>) -> Client {
    sessions.retain(|session| session.status != SessionStatus::Removed);
    let usable = sessions.iter().filter(|session| session.is_usable_at(cx.now));
    let last_active = usable.max_by_key(|session| session.last_active_at).map(|session| session.id.clone());
    Client {
        object: "client".into(),
        id: client.id,
        session_ids: sessions.iter().map(|session| session.id.clone()).collect(),
        sessions: sessions.into_iter().map(|session| present_session(cx, session)).collect(),
        sign_in_id: None,
        sign_up_id: None,
        last_active_session_id: last_active,
        last_authentication_strategy: None,
        updated_at: client.updated_at,
        created_at: client.created_at,
    }
}
