//! From what is stored of a session to what the API shows of one.

use frontdesk_contract::sessions::{Session, SessionActivityResponse, SessionStatus, SessionTask};
use frontdesk_contract::{ApiVersion, Maybe};
use frontdesk_storage::sessions as stored;

use crate::context::Context;

/// Whether sessions can be seen to wait for tasks.
pub(crate) fn knows_pending(version: ApiVersion) -> bool {
    version >= ApiVersion::V2025_04_10
}

/// The session as the version of the request shows it.
pub(crate) fn present_session(cx: &Context, session: stored::Session) -> Session {
    let status = session.status_at(cx.now);
    let pending = status == stored::SessionStatus::Pending;
    let shown = if pending && !knows_pending(cx.version) { stored::SessionStatus::Active } else { status };
    let tasks = session.details.tasks.into_iter().map(|key| SessionTask { key }).collect();
    Session {
        object: "session".into(),
        id: session.id,
        user_id: session.user_id,
        client_id: session.client_id,
        actor: maybe(session.details.actor),
        status: SessionStatus::from(shown.as_str()),
        last_active_organization_id: maybe(session.organization_id),
        last_active_at: session.last_active_at,
        latest_activity: session.details.latest_activity.map_or(Maybe::Absent, |one| Maybe::Value(activity(one))),
        expire_at: session.expire_at,
        abandon_at: session.abandon_at,
        updated_at: session.updated_at,
        created_at: session.created_at,
        tasks: if pending && knows_pending(cx.version) { Maybe::Value(tasks) } else { Maybe::Null },
    }
}

fn activity(activity: stored::Activity) -> SessionActivityResponse {
    SessionActivityResponse {
        object: "session_activity".to_owned(),
        id: activity.id,
        device_type: activity.device_type,
        is_mobile: activity.is_mobile,
        browser_name: activity.browser_name,
        browser_version: activity.browser_version,
        ip_address: activity.ip_address,
        city: None,
        country: None,
    }
}

fn maybe<T>(value: Option<T>) -> Maybe<T> {
    value.map_or(Maybe::Null, Maybe::Value)
}
