//! What happens around a handler: route, version, key, media type, body, validation, then the
//! handler, then the envelope. The order is Clerk's.

use std::collections::HashMap;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::Bytes;
use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Method, Parts, Violation, catalogue, request};
use futures_util::FutureExt;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use http::request::Parts as RequestHead;
use http::{Response, StatusCode};
use serde_json::{Map, Value};

use crate::api::{Api, Call, JSON, Route};
use crate::body::{self, Incoming};
use crate::conditions::{Fate, Given};
use crate::context::Shared;
use crate::error::{ApiError, ApiResult, Style, kinds};
use crate::events::Caller;
use crate::metrics::Metrics;

/// The operations by path and method.
pub(crate) struct Dispatcher {
    pub(crate) shared: Arc<Shared>,
    pub(crate) metrics: Metrics,
    paths: matchit::Router<HashMap<Method, Vec<Route>>>,
}

/// The answer to one request, and the operation that gave it.
struct Answer {
    operation: &'static str,
    status: u16,
    body: Vec<u8>,
    media_type: &'static str,
    retry_after: Option<u64>,
}

impl Dispatcher {
    pub(crate) fn new(shared: Arc<Shared>, api: Api) -> Self {
        let mut by_path: HashMap<String, HashMap<Method, Vec<Route>>> = HashMap::new();
        let mut routes = api.routes;
        // What is declared and not served yet says so itself.
        let unserved: Vec<Route> = catalogue::operations()
            .filter(|operation| !routes.iter().any(|route| route.operation.is(operation)))
            .map(Route::unserved)
            .collect();
        routes.extend(unserved);
        for route in routes {
            let methods = by_path.entry(template(route.operation.path)).or_default();
            methods.entry(route.operation.method).or_default().push(route);
        }
        let mut paths = matchit::Router::new();
        for (path, methods) in by_path {
            // Two paths of the catalogue cannot clash: a test routes every one of them.
            if let Err(error) = paths.insert(path.clone(), methods) {
                tracing::error!(%error, path, "a path cannot be routed");
            }
        }
        Self { shared, metrics: Metrics::new(), paths }
    }

    /// Answers one request. Never fails: what goes wrong is an answer.
    pub(crate) async fn respond(&self, head: &RequestHead, body: &mut Incoming, peer: IpAddr) -> Response<Body> {
        let started = Instant::now();
        let trace_id = self.shared.ids.trace_id();
        let fate = match &self.shared.hardship {
            Some(hardship) => hardship.meet(&self.shared.clock).await,
            None => Fate::Passes,
        };
        let outcome = match fate.clone() {
            Fate::LostBefore => return lost(),
            Fate::Refused(error) => Ok(Err(("", error))),
            Fate::Passes | Fate::LostAfter => AssertUnwindSafe(self.answer(head, body, peer)).catch_unwind().await,
        };
        let answer = outcome.unwrap_or_else(|_| {
            tracing::error!(trace_id, "a handler panicked");
            Err(("", kinds::INTERNAL.with("The server failed to answer. The log has the reason beside this trace id.")))
        });
        let answer = answer.unwrap_or_else(|(operation, error)| Answer {
            operation,
            status: error.status(),
            body: error.body(&trace_id),
            media_type: JSON,
            retry_after: error.retry_after_seconds(),
        });
        self.note(head, answer.operation, answer.status, started.elapsed(), &trace_id);
        if fate == Fate::LostAfter { lost() } else { into_response(answer, &trace_id) }
    }

    /// Answers what is no operation of the catalogue, counted and logged as if it were one.
    pub(crate) async fn watch(
        &self,
        head: &RequestHead,
        name: &'static str,
        trace_id: &str,
        answer: impl Future<Output = Response<Body>>,
    ) -> Response<Body> {
        let started = Instant::now();
        let response = AssertUnwindSafe(answer).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!(trace_id, "a handler panicked");
            let mut response = Response::new(Body::from("The server failed to answer.\n"));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        });
        self.note(head, name, response.status().as_u16(), started.elapsed(), trace_id);
        response
    }

    /// Counts an answer, and tells of it in the log: without the query, which may hold what lets somebody in.
    fn note(&self, head: &RequestHead, operation: &'static str, status: u16, elapsed: Duration, trace_id: &str) {
        self.metrics.observe(operation, status, elapsed);
        tracing::info!(
            target: "frontdesk::request",
            method = %head.method,
            path = head.uri.path(),
            operation,
            status,
            microseconds = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
            trace_id,
        );
    }

    async fn answer(
        &self,
        head: &RequestHead,
        body: &mut Incoming,
        peer: IpAddr,
    ) -> Result<Answer, (&'static str, ApiError)> {
        let path = head.uri.path();
        let path = path.strip_prefix("/v1").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let query = head.uri.query().unwrap_or_default();
        let fail = |error| ("", error);
        let methods = self.paths.at(path).map_err(|_| fail(unknown_path(path)))?.value;
        let routes = Method::parse(head.method.as_str())
            .and_then(|method| methods.get(&method))
            .ok_or_else(|| fail(wrong_method(&head.method, path, methods)))?;
        let named_version = version(&head.headers, query).map_err(fail)?;
        let version = named_version.unwrap_or(ApiVersion::OLDEST);
        // What a version's document lacks is answered all the same, as SDKs call some of it.
        let Some(route) = routes.iter().find(|route| route.operation.versions.contains(version)).or(routes.last())
        else {
            return Err(fail(unknown_path(path)));
        };
        let operation = route.operation;
        let shape = if operation.versions.contains(version) {
            version
        } else {
            operation.versions.iter().last().unwrap_or(ApiVersion::NEWEST)
        };
        let fail = |error| (operation.id, error);
        let holder = match bearer(&head.headers) {
            Ok(key) => {
                self.shared.instances.admit(&self.shared.store, &self.shared.clock, key, operation.credential).await
            }
            Err(error) => Err(error),
        };
        let (instance, machine_id) = match holder {
            Ok(holder) => (Some(holder.instance), holder.machine_id),
            Err(_) if operation.public => (None, None),
            Err(error) => return Err(fail(error)),
        };
        if let (Some(limiter), Some(instance)) = (&self.shared.limiter, &instance) {
            limiter.count(&instance.id, operation, path, self.shared.clock.now()).map_err(fail)?;
        }
        let Some(handler) = &route.handler else {
            return Err(fail(kinds::FEATURE_NOT_IMPLEMENTED.with(format!(
                "This server does not answer {} yet. What it does answer stands in docs/coverage.md.",
                operation.id
            ))));
        };
        let lagging = self.shared.stale.as_ref().zip(instance.as_ref()).filter(|_| operation.method == Method::Get);
        let lagging = lagging.map(|(stale, instance)| {
            let named = named_version.map_or("", |version| version.as_str());
            // A machine is told less than its instance.
            let asker = machine_id.as_deref().unwrap_or_default();
            (stale, (Arc::clone(&instance.id), named, format!("{asker}{path}?{query}")))
        });
        let now = self.shared.clock.now();
        if let Some((stale, question)) = &lagging
            && let Some(given) = stale.find(question, now)
        {
            let Given { status, body, media_type } = given;
            return Ok(Answer { operation: operation.id, status, body, media_type, retry_after: None });
        }
        let parts = read_parts(route, path, query, &head.headers, body, shape).await.map_err(fail)?;
        let caller = Caller::of(Some(peer), &head.headers, self.shared.trusted_proxies);
        let shared = Arc::clone(&self.shared);
        let call = Call { shared, instance, machine_id, version: shape, named_version, now, caller, parts };
        let body = handler(call).await.map_err(fail)?;
        if let Some((stale, question)) = lagging {
            let given = Given { status: operation.success, body: body.clone(), media_type: route.media_type };
            // It was right when it was begun.
            stale.keep(question, given, now);
        }
        Ok(Answer {
            operation: operation.id,
            status: operation.success,
            body,
            media_type: route.media_type,
            retry_after: None,
        })
    }
}

async fn read_parts(
    route: &Route,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: &mut Incoming,
    version: ApiVersion,
) -> ApiResult<Parts> {
    let operation = route.operation;
    let declared = operation.body.filter(|body| body.versions.contains(version));
    let mut read = match declared.map(|body| body.format) {
        Some(BodyFormat::Multipart) => body::read_multipart(operation, headers, body).await?,
        Some(BodyFormat::Json) => body::read(operation, headers, body).await?,
        None => {
            body::check_unread(headers)?;
            body::Received::default()
        }
    };
    if let Some(Value::Object(body)) = &mut read.body {
        read_aliases(operation, body);
    }
    let mut violations: Vec<Violation> = Vec::new();
    let query = request::read_query(operation, query, version, &mut violations);
    let path = request::read_path(operation, path);
    refuse_nul(&path, &query)?;
    if let Some(declared) = declared {
        let empty = Value::Object(Map::new());
        match &read.body {
            Some(value) => violations.extend(declared.schema.violations(value, version)),
            None if declared.format == BodyFormat::Json => {
                violations.extend(declared.schema.violations(&empty, version))
            }
            None => {}
        }
    }
    let style = Style::of(operation);
    if let Some(error) = ApiError::from_violations(&violations, style) {
        return Err(error);
    }
    Ok(Parts { path, query, body: read.body, upload: read.upload })
}

/// Names that official SDKs give to a field of a body, against its declaration: operation, their name, and ours.
const ALIASES: &[(&str, &str, &str)] = &[
    // The SDK for Python sends tokens of every kind as secrets.
    ("verifyM2MToken", "secret", "token"),
];

/// Gives the fields of a body the names that are declared.
fn read_aliases(operation: &Descriptor, body: &mut Map<String, Value>) {
    for (_, alias, name) in ALIASES.iter().filter(|(id, ..)| *id == operation.id) {
        if !body.contains_key(*name)
            && let Some(value) = body.remove(*alias)
        {
            body.insert((*name).to_owned(), value);
        }
    }
}

/// The path for the router: placeholders are numbered, since their names differ between operations.
fn template(path: &str) -> String {
    let mut result = String::new();
    for (position, segment) in path.trim_start_matches('/').split('/').enumerate() {
        result.push('/');
        if segment.starts_with('{') {
            result.push_str(&format!("{{p{position}}}"));
        } else {
            result.push_str(segment);
        }
    }
    result
}

fn unknown_path(path: &str) -> ApiError {
    kinds::URL_NOT_FOUND.with(format!("No operation of the Backend API has the path {path}."))
}

fn wrong_method(method: &http::Method, path: &str, methods: &HashMap<Method, Vec<Route>>) -> ApiError {
    let mut known: Vec<&str> = methods.keys().map(|method| method.as_str()).collect();
    known.sort_unstable();
    kinds::URL_NOT_FOUND.with(format!("{path} does not take {method}; it takes {}.", known.join(", ")))
}

/// The version that a request names, if it names one.
fn version(headers: &HeaderMap, query: &str) -> ApiResult<Option<ApiVersion>> {
    let refuse = |sentence: String| kinds::API_VERSION_INVALID.with(sentence);
    let mut header = headers.get_all("clerk-api-version").iter();
    let first = header.next();
    let parameter = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "__clerk_api_version");
    let text = match (first, parameter) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            return Err(refuse(
                "Name the version by the header Clerk-API-Version or by the parameter __clerk_api_version, not by both."
                    .to_owned(),
            ));
        }
        (Some(_), None) if header.next().is_some() => {
            return Err(refuse("The header Clerk-API-Version is there more than once.".to_owned()));
        }
        (Some(value), None) => String::from_utf8_lossy(value.as_bytes()).into_owned(),
        (None, Some((_, value))) => value.into_owned(),
    };
    text.trim().parse().map(Some).map_err(|error: frontdesk_contract::UnknownApiVersion| {
        let mut sentence: String = error.to_string().chars().take(400).collect();
        sentence.get_mut(..1).map(str::make_ascii_uppercase);
        sentence.push('.');
        refuse(sentence)
    })
}

fn bearer(headers: &HeaderMap) -> ApiResult<&str> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    value
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, key)| scheme.eq_ignore_ascii_case("bearer") && !key.trim().is_empty())
        .map(|(_, key)| key.trim())
        .ok_or_else(|| {
            kinds::AUTHORIZATION_HEADER_FORMAT_INVALID
                .with("Send the secret key of the instance as `Authorization: Bearer sk_…`.")
        })
}

/// PostgreSQL cannot store the character, and nobody means it.
fn refuse_nul(path: &Map<String, Value>, query: &Map<String, Value>) -> ApiResult<()> {
    fn has_nul(value: &Value) -> bool {
        match value {
            Value::String(text) => text.contains('\0'),
            Value::Array(values) => values.iter().any(has_nul),
            _ => false,
        }
    }
    if let Some((name, _)) = path.iter().find(|(_, value)| has_nul(value)) {
        return Err(kinds::RESOURCE_NOT_FOUND.with(format!("Nothing has an id with the character U+0000 (`{name}`).")));
    }
    match query.iter().find(|(_, value)| has_nul(value)) {
        Some((name, _)) => Err(kinds::MALFORMED_REQUEST_PARAMETERS
            .param(name, format!("The parameter `{name}` contains the character U+0000."))),
        None => Ok(()),
    }
}

/// An answer that nobody gets: the connection is closed before its first byte.
fn lost() -> Response<Body> {
    let broken = futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("lost on purpose")) });
    Response::new(Body::from_stream(broken))
}

fn into_response(answer: Answer, trace_id: &str) -> Response<Body> {
    let empty = answer.body.is_empty();
    let mut response = Response::new(Body::from(answer.body));
    // Every status of the catalogue and of the declarations is a valid one.
    *response.status_mut() =
        http::StatusCode::from_u16(answer.status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if !empty {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.media_type));
    }
    if let Ok(value) = HeaderValue::from_str(trace_id) {
        headers.insert("clerk-trace-id", value);
    }
    if let Some(seconds) = answer.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
