use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

use axum::body::to_bytes;
use axum::http::HeaderName;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use super::*;
use crate::Document;

/// What the upstream was asked, and what it answers.
struct Upstream {
    answer: Response<Bytes>,
    seen: Mutex<Vec<(axum::http::request::Parts, Bytes)>>,
}

async fn answer(State(upstream): State<Arc<Upstream>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    upstream.seen.lock().unwrap().push((parts, body));
    upstream.answer.clone().map(Body::from)
}

/// An upstream, the proxy before it, and a client that changes nothing.
struct Setting {
    upstream: Arc<Upstream>,
    address: SocketAddr,
    client: Client<HttpConnector, Body>,
    report: PathBuf,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), ProxyError>>,
    _dir: TempDir,
}

fn judge() -> Judge {
    let schema = json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
    let root = json!({"paths": {"/pets/{id}": {"post": {"operationId": "UpdatePet", "responses": {
        "200": {"content": {"application/json": {"schema": schema}}},
    }}}}});
    Judge::by([Document::from_value("2021-02-05", root.clone()), Document::from_value("2026-05-12", root)])
}

fn json_answer(body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().header(CONTENT_TYPE, "application/json").body(body.into()).unwrap()
}

impl Setting {
    async fn start(answer_with: Response<Bytes>) -> Self {
        let upstream = Arc::new(Upstream { answer: answer_with, seen: Mutex::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(upstream.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self::before(&url, upstream).await
    }

    async fn before(url: &str, upstream: Arc<Upstream>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let report = dir.path().join("report");
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let proxy = Proxy::bind_with(judge(), url, listen, &report).await.unwrap();
        let address = proxy.address();
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(proxy.run(async { stopped.await.unwrap_or_default() }));
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { upstream, address, client, report, stop, running, _dir: dir }
    }

    fn request(&self, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Request {
        let mut request = Request::post(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body.into()).unwrap()
    }

    async fn send(&self, request: Request) -> Response<Bytes> {
        let (parts, body) = self.client.request(request).await.unwrap().into_parts();
        Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
    }

    fn exchanges(&self) -> Vec<Exchange> {
        let report = std::fs::read_to_string(&self.report).unwrap();
        report.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[tokio::test]
async fn a_request_and_its_answer_pass_unchanged() {
    let answer = Response::builder()
        .status(418)
        .header("x-twice", "a")
        .header("x-twice", "b")
        .header(HeaderName::from_static("clerk-trace-id"), "0123")
        .header("date", "Thu, 01 Jan 1970 00:00:00 GMT")
        .body(Bytes::from_static(b"\x00\xff\r\nbytes"))
        .unwrap();
    let setting = Setting::start(answer).await;
    let multipart =
        b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\xc3\xa4\"\r\n\r\n\x00\xff\n\r\r\n--b--\r\n";
    let path = "/v1/pets/a%2Fb%20c?x=1&x=2&y=%2Bz+&empty=&bare&x=3";
    let headers = [
        ("content-type", "multipart/form-data; boundary=b"),
        ("accept-encoding", "br;q=0.5, gzip"),
        ("x-twice", "1"),
        ("x-twice", "2"),
        ("host", "api.example.test"),
        ("connection", "keep-alive, x-own"),
        ("x-own", "this connection only"),
    ];
    let answer = setting.send(setting.request(path, &headers, multipart.to_vec())).await;

    let (parts, body) = setting.upstream.seen.lock().unwrap().pop().unwrap();
    assert_eq!(body.as_ref(), multipart);
    assert_eq!(parts.uri.path_and_query().unwrap().as_str(), path);
    let mut sent: Vec<_> = headers[..5].iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    sent.push(("content-length".into(), multipart.len().to_string()));
    sent.sort();
    let mut received: Vec<_> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()))
        .collect();
    received.sort();
    assert_eq!(received, sent);

    assert_eq!(answer.status(), 418);
    assert_eq!(answer.body().as_ref(), b"\x00\xff\r\nbytes");
    let mut names: Vec<_> = answer.headers().keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["clerk-trace-id", "content-length", "date", "x-twice"]);
    assert_eq!(answer.headers().get_all("x-twice").iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(answer.headers()["date"], "Thu, 01 Jan 1970 00:00:00 GMT");
}

#[tokio::test]
async fn a_body_of_unknown_length_passes_whole() {
    let setting = Setting::start(json_answer(r#"{"id":"p"}"#)).await;
    let big: Vec<u8> = (0..3_000_000_u32).map(|byte| byte.to_le_bytes()[0]).collect();
    let chunks = http_body_util::BodyStream::new(http_body_util::Full::new(Bytes::from(big.clone())));
    let body = Body::new(http_body_util::StreamBody::new(chunks));
    let answer = setting.send(setting.request("/pets/p", &[], body)).await;
    assert_eq!(answer.status(), 200);
    assert!(setting.upstream.seen.lock().unwrap()[0].1 == big);
}

#[tokio::test]
async fn the_version_is_that_of_the_header_or_the_query_or_the_oldest() {
    let setting = Setting::start(json_answer(r#"{"id":"p"}"#)).await;
    let newest = ("clerk-api-version", "2026-05-12");
    setting.send(setting.request("/pets/p", &[], "")).await;
    setting.send(setting.request("/pets/p?a=b&__clerk_api_version=2025-04-10", &[], "")).await;
    setting.send(setting.request("/pets/p?__clerk_api_version=2025-04-10", &[newest], "")).await;
    let versions: Vec<_> = setting.exchanges().into_iter().map(|exchange| exchange.version).collect();
    assert_eq!(versions, ["2021-02-05", "2025-04-10", "2026-05-12"]);
}

#[tokio::test]
async fn a_violation_is_in_the_report_and_a_correct_answer_is_too() {
    let good = Setting::start(json_answer(r#"{"id":"p"}"#)).await;
    good.send(good.request("/v1/pets/p?x=1", &[], "")).await;
    let exchange = good.exchanges().remove(0);
    assert!(exchange.is_verified());
    assert_eq!((exchange.method.as_str(), exchange.path.as_str(), exchange.status), ("POST", "/v1/pets/p?x=1", 200));
    assert_eq!(exchange.verdict.operation_id.as_deref(), Some("UpdatePet"));

    let bad = Setting::start(json_answer(r#"{"id":"p","extra":1}"#)).await;
    bad.send(bad.request("/v1/pets/p", &[], "")).await;
    let exchange = bad.exchanges().remove(0);
    assert!(!exchange.is_verified());
    assert!(exchange.verdict.violations[0].contains("'extra' was unexpected"), "{exchange:?}");
}

#[tokio::test]
async fn a_compressed_answer_passes_compressed_and_is_judged_by_its_content() {
    let body = br#"{"id":"p1","name":null}"#;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(body).unwrap();
    // The same text by an encoder of another make.
    let mut brotli = vec![11, 11, 128];
    brotli.extend_from_slice(body);
    brotli.push(3);
    for (encoding, packed) in [("gzip", gzip.finish().unwrap()), ("br", brotli)] {
        let mut answer = json_answer(packed.clone());
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        let setting = Setting::start(answer).await;
        let answer = setting.send(setting.request("/pets/p", &[], "")).await;
        assert_eq!(answer.headers()[CONTENT_ENCODING], encoding);
        assert_eq!(answer.body(), &packed);
        let violations = setting.exchanges().remove(0).verdict.violations;
        assert_eq!(violations.len(), 1, "{encoding} {violations:?}");
        assert!(violations[0].contains("'name' was unexpected"), "{encoding} {violations:?}");
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_unpacked_is_a_violation() {
    for encoding in ["gzip", "br", "deflate", "unheard-of"] {
        let mut answer = json_answer("{}");
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        let setting = Setting::start(answer).await;
        assert_eq!(setting.send(setting.request("/pets/p", &[], "")).await.body().as_ref(), b"{}");
        assert!(setting.exchanges()[0].verdict.violations[0].contains(encoding));
    }
}

#[tokio::test]
async fn a_5xx_is_a_violation_even_where_it_is_tolerated() {
    let mut answer = json_answer(r#"{"errors":[]}"#);
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let setting = Setting::start(answer).await;
    assert_eq!(setting.send(setting.request("/no/such/path", &[], "")).await.status(), 503);
    assert_eq!(setting.exchanges()[0].verdict.violations, ["answered 503"]);
}

#[tokio::test]
async fn an_upstream_that_does_not_answer_is_a_violation() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let nobody = Arc::new(Upstream { answer: Response::default(), seen: Mutex::default() });
    let setting = Setting::before(&format!("http://{free}"), nobody).await;
    assert_eq!(setting.send(setting.request("/pets/p", &[], "")).await.status(), 502);
    let exchange = setting.exchanges().remove(0);
    assert_eq!(exchange.status, 502);
    assert!(exchange.verdict.violations[0].contains("no answer"), "{exchange:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_one_of_many_parallel_answers_is_a_whole_line() {
    let setting = Arc::new(Setting::start(json_answer(r#"{"id":"p"}"#)).await);
    let mut clients = JoinSet::new();
    for client in 0..32 {
        let setting = setting.clone();
        clients.spawn(async move {
            for turn in 0..25 {
                let request = setting.request(&format!("/pets/{client}-{turn}"), &[], "x".repeat(turn * 100));
                assert_eq!(setting.send(request).await.status(), 200);
            }
        });
    }
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }
    let exchanges = setting.exchanges();
    let paths: std::collections::BTreeSet<_> = exchanges.iter().map(|exchange| &exchange.path).collect();
    assert_eq!((exchanges.len(), paths.len()), (800, 800));
    assert!(exchanges.iter().all(Exchange::is_verified));
}

#[tokio::test]
async fn it_ends_when_told_to() {
    let setting = Setting::start(json_answer("{}")).await;
    setting.send(setting.request("/pets/p", &[], "")).await;
    drop(setting.client);
    setting.stop.send(()).unwrap();
    setting.running.await.unwrap().unwrap();
}

#[tokio::test]
async fn an_upstream_that_is_no_plain_origin_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for wrong in ["", "localhost:1", "https://localhost:1", "http://localhost:1/v1", "http://"] {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let refused = Proxy::bind_with(judge(), wrong, listen, &dir.path().join("report")).await;
        assert!(matches!(refused, Err(ProxyError::Upstream(_))), "{wrong}");
    }
}
