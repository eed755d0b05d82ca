//! A reverse proxy that judges every answer on its way.

mod decode;

use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::uri::{Authority, InvalidUri, Parts, Scheme};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, Uri, Version, header};
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::net::TcpListener;

use crate::handed_out::HandedOut;
use crate::report::ReportError;
use crate::{Exchange, Judge, OFFICIAL_VERSIONS, Report, Verdict};

/// Why a proxy could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ProxyError {
    /// The upstream is no URL of the form `http://host:port`.
    #[error("the upstream has to be of the form http://host:port, not {0}")]
    Upstream(String),
    /// The published documents are not there.
    #[error("the published documents are not there, so there is nothing to judge by")]
    NoDocuments,
    /// The list of secrets could not be opened.
    #[error("the list of secrets could not be opened")]
    HandedOut(#[source] std::io::Error),
    /// The report could not be opened.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The address could not be listened on, or listening ended.
    #[error("could not listen on {address}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the operating system answered.
        source: std::io::Error,
    },
}

/// A proxy that listens already and waits to be run.
pub struct Proxy {
    listener: TcpListener,
    address: SocketAddr,
    exchanger: Arc<Exchanger>,
}

struct Exchanger {
    upstream: Authority,
    client: Client<HttpConnector, Body>,
    judge: Judge,
    report: Report,
    handed_out: Option<HandedOut>,
}

impl Proxy {
    /// Listens on `listen` (port 0: any free one) for `upstream`, judging by the published documents.
    pub async fn bind(upstream: &str, listen: SocketAddr, report: &Path) -> Result<Self, ProxyError> {
        let judge = Judge::official().ok_or(ProxyError::NoDocuments)?;
        Self::bind_with(judge, upstream, listen, report).await
    }

    /// As [`Proxy::bind`], with a judge of the caller's.
    pub async fn bind_with(
        judge: Judge,
        upstream: &str,
        listen: SocketAddr,
        report: &Path,
    ) -> Result<Self, ProxyError> {
        let upstream = authority(upstream).ok_or_else(|| ProxyError::Upstream(upstream.into()))?;
        let report = Report::open(report)?;
        let failed = |source| ProxyError::Listen { address: listen, source };
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(10)));
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            // Shorter than any server keeps a connection: one that it closes just now could not be told from a failure.
            .pool_idle_timeout(Duration::from_secs(2))
            .build(connector);
        let exchanger = Arc::new(Exchanger { upstream, client, judge, report, handed_out: None });
        Ok(Self { listener, address, exchanger })
    }

    /// Notes in a file what successful requests and their answers hold that lets somebody in.
    pub fn note_secrets(mut self, path: &Path) -> Result<Self, ProxyError> {
        let handed_out = HandedOut::open(path).map_err(ProxyError::HandedOut)?;
        if let Some(exchanger) = Arc::get_mut(&mut self.exchanger) {
            exchanger.handed_out = Some(handed_out);
        }
        Ok(self)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` is ready and the requests under way are answered.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), ProxyError> {
        let router = Router::new().fallback(exchange).with_state(self.exchanger);
        let listener = axum::serve::ListenerExt::tap_io(self.listener, |stream| {
            // Without it, small answers wait for the client's acknowledgements; a failure only costs time.
            stream.set_nodelay(true).ok();
        });
        axum::serve(listener, router)
            .with_graceful_shutdown(shutdown)
            .await
            .map_err(|source| ProxyError::Listen { address: self.address, source })
    }
}

/// Listens and serves until the process is told to end.
pub async fn serve(
    upstream: &str,
    listen: SocketAddr,
    report: &Path,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ProxyError> {
    Proxy::bind(upstream, listen, report).await?.run(shutdown).await
}

fn authority(upstream: &str) -> Option<Authority> {
    let uri: Result<Uri, InvalidUri> = upstream.parse();
    let Parts { scheme, authority, path_and_query, .. } = uri.ok()?.into_parts();
    let bare = path_and_query.is_none_or(|path| path == "/");
    authority.filter(|_| bare && scheme == Some(Scheme::HTTP))
}

/// Passes one request on and its answer back.
///
/// The answer is judged and in the report before the client has it: who has read all answers may read the report.
async fn exchange(State(exchanger): State<Arc<Exchanger>>, request: Request) -> Response<Body> {
    let method = request.method().as_str().to_owned();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let version = requested_version(request.headers(), request.uri().query());

    let (request, sent) = match exchanger.read_request(request).await {
        Ok(read) => read,
        Err(failure) => return bad_gateway(&failure).map(Body::from),
    };
    let answer = exchanger.forward(request).await;
    let judged = tokio::task::spawn_blocking(move || {
        let (response, failure) = match answer {
            Ok(response) => (response, None),
            Err(failure) => (bad_gateway(&failure), Some(failure)),
        };
        let status = response.status().as_u16();
        let mut verdict = match failure {
            Some(failure) => Verdict { violations: vec![failure], ..Verdict::default() },
            None => exchanger.judge(&version, &method, &path, &response),
        };
        if let (Some(handed_out), 200..300) = (&exchanger.handed_out, status)
            && let Err(error) = exchanger.note(handed_out, &format!("{method} {path}"), &sent, &response)
        {
            verdict.violations.push(format!("the secrets of the answer could not be noted: {error}"));
        }
        if status >= 500 {
            verdict.violations.push(format!("answered {status}"));
        }
        match exchanger.report.append(&Exchange { version, method, path, status, verdict }) {
            Ok(()) => response,
            // An answer that is in no report must not look like one that passed.
            Err(error) => bad_gateway(&error.to_string()),
        }
    });
    judged.await.unwrap_or_else(|error| bad_gateway(&error.to_string())).map(Body::from)
}

impl Exchanger {
    /// The request, and its body where that is needed besides.
    async fn read_request(&self, request: Request) -> Result<(Request, Bytes), String> {
        if self.handed_out.is_none() {
            return Ok((request, Bytes::new()));
        }
        let (head, body) = request.into_parts();
        let body = body.collect().await.map_err(|error| format!("the request broke off: {error}"))?.to_bytes();
        Ok((Request::from_parts(head, Body::from(body.clone())), body))
    }

    fn note(
        &self,
        handed_out: &HandedOut,
        request: &str,
        sent: &[u8],
        response: &Response<Bytes>,
    ) -> Result<(), String> {
        let encodings = response.headers().get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
        let answered = decode::decode(encodings, response.body())?;
        let noted = handed_out.note(request, sent).and_then(|()| handed_out.note(request, &answered));
        noted.map_err(|error| error.to_string())
    }

    async fn forward(&self, mut request: Request) -> Result<Response<Bytes>, String> {
        let mut target = std::mem::take(request.uri_mut()).into_parts();
        target.scheme = Some(Scheme::HTTP);
        target.authority = Some(self.upstream.clone());
        *request.uri_mut() = Uri::from_parts(target).map_err(|error| format!("cannot be passed on: {error}"))?;
        *request.version_mut() = Version::HTTP_11;
        remove_hop_by_hop(request.headers_mut());

        let response = self.client.request(request).await.map_err(|error| describe(&error))?;
        let (mut parts, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| format!("the answer broke off: {error}"))?.to_bytes();
        remove_hop_by_hop(&mut parts.headers);
        parts.version = Version::HTTP_11;
        Ok(Response::from_parts(parts, body))
    }

    fn judge(&self, version: &str, method: &str, path: &str, response: &Response<Bytes>) -> Verdict {
        let headers = response.headers();
        let content_type = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let encodings = headers.get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
        match decode::decode(encodings, response.body()) {
            Ok(body) => {
                self.judge.judge(version, method, path, response.status().as_u16(), content_type.as_deref(), &body)
            }
            Err(error) => Verdict { violations: vec![error], ..Verdict::default() },
        }
    }
}

/// The version of a request: that of the header, else that of the query, else the oldest.
fn requested_version(headers: &HeaderMap, query: Option<&str>) -> String {
    let header = headers.get("clerk-api-version").and_then(|value| value.to_str().ok());
    if let Some(version) = header.map(str::trim).filter(|version| !version.is_empty()) {
        return version.to_owned();
    }
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, value)| name == "__clerk_api_version" && !value.is_empty())
        .map_or_else(|| OFFICIAL_VERSIONS[0].to_owned(), |(_, version)| version.into_owned())
}

/// Removes what speaks of one connection only.
fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    let always = [
        header::CONNECTION,
        HeaderName::from_static("keep-alive"),
        HeaderName::from_static("proxy-connection"),
        header::TE,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
    ];
    for name in named.into_iter().chain(always) {
        headers.remove(name);
    }
}

fn bad_gateway(reason: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(format!("{reason}\n")));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn describe(error: &dyn std::error::Error) -> String {
    let mut text = format!("no answer: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests;
