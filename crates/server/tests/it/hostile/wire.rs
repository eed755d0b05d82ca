//! Bytes that are no good HTTP: the server answers or hangs up, and goes on serving others.

use crate::app::App;

use super::client::Connection;

fn head(app: &App, method: &str, path: &str) -> String {
    format!("{method} /v1{path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n", app.secret_key)
}

/// The server still answers others.
async fn assert_alive(app: &App) {
    assert_eq!(app.get("/users/user_none").await.status, 404);
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_their_order() {
    let app = App::start().await;
    let mut connection = Connection::open(app.server.address).await;
    let mut bytes = Vec::new();
    for number in 0..50 {
        let body = if number % 2 == 0 { "{" } else { "{}" };
        let path = if number % 3 == 0 { "/nothing" } else { "/organizations" };
        let length = body.len();
        bytes.extend(head(&app, "POST", path).into_bytes());
        bytes.extend(format!("content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes());
    }
    connection.send(&bytes).await;
    for number in 0..50 {
        let response = connection.receive().await.unwrap();
        let expected = match number {
            number if number % 3 == 0 => 404,
            number if number % 2 == 0 => 400,
            _ => 422,
        };
        assert_eq!(response.status, expected, "{number}: {}", String::from_utf8_lossy(&response.body));
    }
}

#[tokio::test]
async fn a_client_that_stops_listening_harms_nobody() {
    let app = App::start().await;
    let body = "{\"name\":\"Acme\"}";
    let request = format!(
        "{}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        head(&app, "POST", "/organizations"),
        body.len()
    );
    for _ in 0..20 {
        let mut connection = Connection::open(app.server.address).await;
        connection.send(request.as_bytes()).await;
        connection.finish_sending().await;
        // It may be taken for gone, but it is not told anything wrong.
        if let Ok(response) = connection.receive().await {
            assert_eq!(response.status, 200);
        }
    }
    assert_alive(&app).await;
    let report = app.store.check().await.unwrap();
    assert!(report.is_clean(), "nothing was done by halves: {:#?}", report.findings);
}

#[tokio::test]
async fn an_answer_that_comes_before_the_body_was_read_leaves_the_connection_open() {
    let app = App::start().await;
    let mut connection = Connection::open(app.server.address).await;
    for size in [10, 10_000, 1_000_000, 5_000_000] {
        for refused in ["POST /v1/nothing", "GET /v1/users", "POST /v1/users", "GET /images/none", "GET /health"] {
            let head = format!("{refused} HTTP/1.1\r\nhost: a\r\ncontent-length: {size}\r\n\r\n");
            let response = connection.exchange(&[head.as_bytes(), &vec![b' '; size]].concat(), false).await;
            let response = response.unwrap_or_else(|error| panic!("{refused} with {size} bytes: {error}"));
            assert!(!response.closes && response.status < 500, "{refused}: {}", response.status);
        }
    }
}

#[tokio::test]
async fn a_body_that_never_comes_harms_nobody() {
    let app = App::start().await;
    for framing in ["content-length: 100", "transfer-encoding: chunked"] {
        let mut connection = Connection::open(app.server.address).await;
        let start = head(&app, "POST", "/organizations");
        connection.send(format!("{start}content-type: application/json\r\n{framing}\r\n\r\n").as_bytes()).await;
        connection.send(if framing.starts_with('c') { b"{\"a\":" } else { b"5\r\n{\"a\":\r\n" }).await;
        connection.finish_sending().await;
        // Nobody may be left to read the answer; if there is one, it is a refusal.
        if let Ok(response) = connection.receive().await {
            assert_eq!(response.status, 400);
        }
    }
    assert_alive(&app).await;
}

#[tokio::test]
async fn bytes_that_are_not_http_are_refused_and_others_served() {
    let app = App::start().await;
    let good = head(&app, "POST", "/organizations");
    let attacks: Vec<Vec<u8>> = vec![
        b"\r\n\r\n\r\n".to_vec(),
        b"hello\r\n\r\n".to_vec(),
        vec![0xff; 10_000],
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET  HTTP/1.1\r\n\r\n".to_vec(),
        b"GET /v1/users HTTP/1.1\r\nhost: a\r\nno colon\r\n\r\n".to_vec(),
        b"GET /v1/users HTTP/1.1\r\nhost: a\r\nauthorization: Bearer a\0b\r\n\r\n".to_vec(),
        b"GET /v1/\x01\x02 HTTP/1.1\r\nhost: a\r\n\r\n".to_vec(),
        format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(70_000)).into_bytes(),
        format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(5000)).into_bytes(),
        format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "b".repeat(600_000)).into_bytes(),
        format!("{good}content-length: abc\r\n\r\n{{}}").into_bytes(),
        format!("{good}content-length: -1\r\n\r\n{{}}").into_bytes(),
        format!("{good}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}").into_bytes(),
        format!("{good}content-length: 99999999999999999999999\r\n\r\n{{}}").into_bytes(),
        format!("{good}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n").into_bytes(),
        format!("{good}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n").into_bytes(),
        format!("{good}transfer-encoding: gzip\r\n\r\n{{}}").into_bytes(),
        format!("{good}transfer-encoding: chunked\r\n\r\n-1\r\n\r\n").into_bytes(),
        b"CONNECT 127.0.0.1:1 HTTP/1.1\r\nhost: a\r\n\r\n".to_vec(),
        b"OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n".to_vec(),
    ];
    for attack in attacks {
        let mut connection = Connection::open(app.server.address).await;
        connection.send(&attack).await;
        connection.finish_sending().await;
        if let Ok(response) = connection.receive().await {
            let text = String::from_utf8_lossy(&attack[..attack.len().min(80)]).into_owned();
            assert!((400..500).contains(&response.status), "{} for {text:?}", response.status);
        }
    }
    assert_alive(&app).await;
}

#[tokio::test]
async fn connections_that_break_off_anywhere_harm_nobody() {
    let app = App::start().await;
    let body = "{\"name\":\"Acme\"}";
    let start = head(&app, "POST", "/organizations");
    let request = format!("{start}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    for length in (0..request.len()).step_by(7) {
        let mut connection = Connection::open(app.server.address).await;
        connection.send(&request.as_bytes()[..length]).await;
    }
    assert_alive(&app).await;
    let organizations = app.get("/organizations").await.ok();
    assert_eq!(organizations["total_count"], 0, "no half request did anything");
}
