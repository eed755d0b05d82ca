//! A server that answers as it is told to and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use frontdesk_sdk::{Client, ClientBuilder};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::Instant;

pub(crate) const KEY: &str = "sk_test_0123456789abcdefghijklmnopqrstuvwxyz";

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many requests came before it.
    pub(crate) number: usize,
    pub(crate) at: Instant,
}

impl Asked {
    /// The value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// What to answer.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Full(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Nothing, ever.
    Silence,
    /// The beginning of an answer, and the end of the connection.
    Broken,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::Full(status, Vec::new(), Vec::new())
    }

    pub(crate) fn json(body: &Value) -> Self {
        Self::Full(200, Vec::new(), body.to_string().into_bytes())
    }

    /// A refusal in the API's envelope.
    pub(crate) fn refusal(status: u16, code: &str, field: Option<&str>) -> Self {
        let meta = field.map_or_else(|| json!({}), |field| json!({ "param_name": field }));
        let error = json!({ "code": code, "message": "short", "long_message": "Long.", "meta": meta });
        let body = json!({ "errors": [error], "clerk_trace_id": "trace_1" });
        Self::Full(status, Vec::new(), body.to_string().into_bytes())
    }

    pub(crate) fn with(mut self, name: &'static str, value: &impl ToString) -> Self {
        if let Self::Full(_, headers, _) = &mut self {
            headers.push((name, value.to_string()));
        }
        self
    }

    async fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        match self {
            Self::Silence => std::future::pending().await,
            Self::Broken => {
                let broken = futures_util::stream::iter([
                    Ok(Bytes::from_static(b"{\"object\":")),
                    Err(std::io::Error::other("the end of the connection")),
                ]);
                *response.body_mut() = Body::from_stream(broken);
            }
            Self::Full(status, headers, body) => {
                *response.status_mut() = StatusCode::from_u16(status).unwrap();
                for (name, value) in headers {
                    response.headers_mut().insert(name, value.parse().unwrap());
                }
                *response.body_mut() = Body::from(body);
            }
        }
        response
    }
}

pub(crate) struct Stub {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Stub {
    pub(crate) async fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (remembered, answer) = (Arc::clone(&asked), Arc::new(answer));
        let app = Router::new().fallback(move |request: Request| {
            let (remembered, answer) = (Arc::clone(&remembered), Arc::clone(&answer));
            async move {
                let (head, body) = request.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                let reply = {
                    let mut remembered = remembered.lock().unwrap();
                    let one = Asked {
                        method: head.method,
                        target: head.uri.to_string(),
                        headers: head.headers,
                        body,
                        number: remembered.len(),
                        at: Instant::now(),
                    };
                    let reply = answer(&one);
                    remembered.push(one);
                    reply
                };
                reply.into_response().await
            }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, asked }
    }

    /// One that gives these answers in turn, and the last one from then on.
    pub(crate) async fn script(replies: impl Into<Vec<Reply>>) -> Self {
        let replies = replies.into();
        Self::start(move |asked| replies.get(asked.number).or(replies.last()).unwrap().clone()).await
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client without timers of its own, so that a stopped clock moves for back-off alone.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url()).secret_key(KEY).http_client(plain_http().build().unwrap())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

pub(crate) fn plain_http() -> reqwest::ClientBuilder {
    reqwest::Client::builder().no_proxy().tls_certs_only([]).pool_max_idle_per_host(0)
}
