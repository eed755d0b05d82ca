//! A listener of its own for whoever runs the server: it is off unless asked for, and has a key of its own, since it shows
//! what happened in every instance.
//!
//! `GET /events` reads the events in their order. Parameters: `after` (a sequence number, or `latest`), `limit`
//! (1 to 1000, 100 if not given), `instance`, `type` (several times for several types) and `wait`: seconds, at most 60,
//! to wait for the next event when there is none yet. The answer is `{"events":[…],"next":…,"more":…}`, where `next` is
//! what to continue after; who accepts `application/x-ndjson` gets the events alone, one a line.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use frontdesk_contract::EVENT_TYPES;
use frontdesk_credentials::secret::verify_secret;
use frontdesk_storage::events::{EventPage, EventQuery};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::request::Parts as RequestHead;
use http::{Method, Request, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::service_fn;

use crate::context::Shared;
use crate::error::{ApiResult, kinds};
use crate::{events, hash_secret};

/// The most events of one answer.
const MAX_LIMIT: i64 = 1000;
const DEFAULT_LIMIT: i64 = 100;
/// The longest wait for the next event.
const MAX_WAIT: u64 = 60;
/// How often a reader looks for events that other processes have written.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

/// Where the operator's listener is, and who may use it.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What a request has to send as `Authorization: Bearer …`.
    pub key: String,
}

/// What the requests of the operator share.
struct Desk {
    shared: Arc<Shared>,
    key_hash: String,
    stopped: watch::Receiver<bool>,
}

/// Serves the operator until `stopped` says so.
pub(crate) fn start(
    listener: TcpListener,
    key: &str,
    shared: Arc<Shared>,
    stopped: watch::Receiver<bool>,
) -> JoinHandle<()> {
    let mut signal = stopped.clone();
    let desk = Arc::new(Desk { shared, key_hash: hash_secret(key), stopped });
    let app = service_fn(move |request: Request<Body>| {
        let desk = Arc::clone(&desk);
        async move { Ok::<_, Infallible>(desk.respond(&request.into_parts().0).await) }
    });
    tokio::spawn(async move {
        let signal = async move {
            let _ = signal.wait_for(|stopped| *stopped).await;
        };
        let served = axum::serve(listener, tower::make::Shared::new(app)).with_graceful_shutdown(signal).await;
        if let Err(error) = served {
            tracing::error!(%error, "the operator's listener stopped");
        }
    })
}

impl Desk {
    async fn respond(&self, head: &RequestHead) -> Response<Body> {
        let lines = accepts_lines(&head.headers);
        match self.answer(head, lines).await {
            Ok(text) => {
                let kind = if lines { "application/x-ndjson" } else { "application/json" };
                respond(StatusCode::OK, kind, text.into_bytes())
            }
            Err(error) => {
                let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                respond(status, "application/json", error.body(&self.shared.ids.trace_id()))
            }
        }
    }

    async fn answer(&self, head: &RequestHead, lines: bool) -> ApiResult<String> {
        self.check_key(&head.headers)?;
        if head.uri.path() != "/events" || head.method != Method::GET {
            return Err(kinds::URL_NOT_FOUND.with("The operator's listener answers GET /events."));
        }
        let (query, wait, from_latest) = read_query(head.uri.query().unwrap_or_default())?;
        let after = if from_latest { self.shared.store.newest_event().await? } else { query.after };
        let page = self.next(EventQuery { after, ..query }, wait).await?;
        Ok(if lines { write_lines(&page) } else { write_page(&page) })
    }

    /// The next events, waiting for the first of them.
    async fn next(&self, mut query: EventQuery, wait: Duration) -> ApiResult<EventPage> {
        let started = Instant::now();
        let (mut recorded, mut stopped) = (self.shared.store.watch_events(), self.stopped.clone());
        loop {
            let mut page = self.shared.store.list_events(query.clone()).await?;
            events::open_page(&self.shared.store, &mut page).await?;
            if !page.events.is_empty() || (!page.more && started.elapsed() >= wait) || *stopped.borrow() {
                return Ok(page);
            }
            query.after = page.next;
            if page.more {
                continue;
            }
            let left = wait.saturating_sub(started.elapsed());
            tokio::select! {
                _ = recorded.changed() => {}
                () = tokio::time::sleep(LOOK_AGAIN.min(left)) => {}
                _ = stopped.wait_for(|stopped| *stopped) => {}
            }
        }
    }

    fn check_key(&self, headers: &HeaderMap) -> ApiResult<()> {
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = value.and_then(|value| value.split_once(' ')).filter(|(name, _)| name.eq_ignore_ascii_case("bearer"));
        match key {
            Some((_, key)) if verify_secret(key.trim(), &self.key_hash) => Ok(()),
            Some(_) => Err(kinds::CLERK_KEY_INVALID.with("This is not the key of the operator.")),
            None => Err(kinds::AUTHORIZATION_HEADER_FORMAT_INVALID
                .with("Send the key of the operator as `Authorization: Bearer …`.")),
        }
    }
}

/// Query, how long to wait, and whether to begin with what comes next.
fn read_query(text: &str) -> ApiResult<(EventQuery, Duration, bool)> {
    let mut query = EventQuery { limit: DEFAULT_LIMIT, ..EventQuery::default() };
    let (mut wait, mut from_latest) = (0, false);
    let wrong = |name: &str, sentence: String| Err(kinds::MALFORMED_REQUEST_PARAMETERS.param(name, sentence));
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        match &*name {
            "after" if value == "latest" => from_latest = true,
            "after" => match value.parse() {
                Ok(after) if after >= 0 => query.after = after,
                _ => return wrong("after", "`after` is a sequence number, or `latest`.".to_owned()),
            },
            "limit" => match value.parse() {
                Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => query.limit = limit,
                _ => return wrong("limit", format!("`limit` is a number from 1 to {MAX_LIMIT}.")),
            },
            "wait" => match value.parse() {
                Ok(seconds) if seconds <= MAX_WAIT => wait = seconds,
                _ => return wrong("wait", format!("`wait` is a number of seconds from 0 to {MAX_WAIT}.")),
            },
            "instance" if value.contains('\0') => {
                return wrong("instance", "The parameter contains the character U+0000.".to_owned());
            }
            "instance" => query.instance = Some(value.into_owned()),
            "type" if EVENT_TYPES.contains(&&*value) => {
                if !query.kinds.iter().any(|kind| *kind == value) {
                    query.kinds.push(value.into_owned());
                }
            }
            "type" => return wrong("type", format!("`{value}` is no type of event.")),
            _ => return wrong(&name, format!("There is no parameter `{name}`.")),
        }
    }
    Ok((query, Duration::from_secs(wait), from_latest))
}

fn accepts_lines(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("application/x-ndjson")
}

fn write_page(page: &EventPage) -> String {
    let lines: Vec<String> = page.events.iter().map(events::line).collect();
    let EventPage { next, more, behind, .. } = page;
    format!(r#"{{"events":[{}],"next":{next},"more":{more},"behind":{behind}}}"#, lines.join(","))
}

fn write_lines(page: &EventPage) -> String {
    page.events.iter().map(|event| events::line(event) + "\n").collect()
}

fn respond(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
