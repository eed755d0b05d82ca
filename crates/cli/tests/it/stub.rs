//! An API that remembers what reached it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};

/// One request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// `GET /v1/users?limit=1`.
    pub(crate) line: String,
    pub(crate) key: String,
    pub(crate) version: String,
    pub(crate) body: String,
}

/// What is answered to one request.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: vec![("clerk-trace-id", "trace_1")], body: body.into() }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// The API. It stops with the test.
pub(crate) struct Stub {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Stub {
    /// Answers every request with this status and body.
    pub(crate) fn start(status: u16, body: &'static str) -> Self {
        Self::replies(vec![Reply::new(status, body)])
    }

    /// Answers one request after the other; the last answer stays.
    pub(crate) fn replies(replies: Vec<Reply>) -> Self {
        let replies = Arc::new(Mutex::new(std::collections::VecDeque::from(replies)));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let memory = Arc::clone(&seen);
        let app = axum::Router::new().fallback(move |request: Request<Body>| {
            let memory = Arc::clone(&memory);
            let reply = {
                let mut replies = replies.lock().unwrap();
                if replies.len() > 1 { replies.pop_front().unwrap() } else { replies[0].clone() }
            };
            async move {
                let (head, content) = request.into_parts();
                let content = to_bytes(content, usize::MAX).await.unwrap();
                let header = |name: &str| {
                    head.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
                };
                memory.lock().unwrap().push(Seen {
                    line: format!("{} {}", head.method, head.uri),
                    key: header("authorization"),
                    version: header("clerk-api-version"),
                    body: String::from_utf8_lossy(&content).into_owned(),
                });
                let mut response = Response::new(Body::from(reply.body));
                *response.status_mut() = StatusCode::from_u16(reply.status).unwrap();
                for (name, value) in reply.headers {
                    response.headers_mut().insert(name, value.parse().unwrap());
                }
                response
            }
        });
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self { address, seen, _runtime: runtime }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What arrived since the last time.
    pub(crate) fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}
