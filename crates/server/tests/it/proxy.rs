//! A proxy of a customer in front of the Frontend API, as small as one can be.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use frontdesk_server::NewInstance;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::app::App;

/// What the proxy does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Does {
    /// Forwards it with the headers that are needed; the key is the given one.
    Forward { key: String },
    /// Forwards it without telling whom for.
    ForwardAnonymously { key: String },
    /// Answers by itself.
    Answer(String),
}

/// A running proxy; it ends with the test.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    does: Arc<Mutex<Does>>,
    /// The first lines of the requests.
    pub(crate) lines: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// A proxy under `/__clerk` in front of the server of `app`.
    pub(crate) async fn start(app: &App) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let does = Arc::new(Mutex::new(Does::Forward { key: app.secret_key.clone() }));
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (now, seen, upstream) = (Arc::clone(&does), Arc::clone(&lines), app.server.url());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut buffer = vec![0; 16 * 1024];
                let mut length = 0;
                while !buffer[..length].windows(4).any(|window| window == b"\r\n\r\n") {
                    match stream.read(&mut buffer[length..]).await {
                        Ok(0) | Err(_) => break,
                        Ok(read) => length += read,
                    }
                }
                let head = String::from_utf8_lossy(&buffer[..length]).into_owned();
                let line = head.lines().next().unwrap_or_default().to_owned();
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                seen.lock().unwrap().push(line);
                let does = now.lock().unwrap().clone();
                let answer = answer(&does, &upstream, &format!("http://{address}/__clerk"), &path).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { address, does, lines }
    }

    /// Where the proxy is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/__clerk", self.address)
    }

    /// Behaves differently from now on.
    pub(crate) fn does(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }
}

async fn answer(does: &Does, upstream: &str, own: &str, path: &str) -> String {
    let (key, forwarded_for) = match does {
        Does::Answer(text) => return text.clone(),
        Does::Forward { key } => (key, Some("203.0.113.7")),
        Does::ForwardAnonymously { key } => (key, None),
    };
    let rest = path.strip_prefix("/__clerk").unwrap_or(path);
    let request = reqwest::Client::new().get(format!("{upstream}{rest}"));
    let mut request = request.header("clerk-proxy-url", own).header("clerk-secret-key", key);
    if let Some(address) = forwarded_for {
        request = request.header("x-forwarded-for", address);
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body = response.text().await.unwrap();
    response_text(status, &body)
}

/// An answer as it travels.
pub(crate) fn response_text(status: u16, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

/// A production instance with a domain of its own, on a server with a name.
pub(crate) async fn production() -> App {
    let new =
        NewInstance { production: true, frontend_api: Some("clerk.acme.example".into()), ..NewInstance::default() };
    App::start_configured(new, |config| config.public_url = Some("https://api.host.example".into())).await
}
