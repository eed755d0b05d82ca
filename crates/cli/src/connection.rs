//! Sending requests: to Clerk, to a server given by its address, or to the one inside this program.

use std::path::Path;
use std::time::Duration;

use frontdesk_contract::request::write_query;
use frontdesk_server::Running;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::multipart;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::Permit;
use crate::keys::SecretKey;
use crate::printer;
use crate::request::Request;
use crate::{local, redact, write_log};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(60);

/// Where requests go.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// An API at an address, without `/v1`.
    Remote { url: String, key: Option<SecretKey> },
    /// The server in this program, with data in a folder of the project.
    Local { folder: std::path::PathBuf },
}

impl Target {
    /// The address, for people and records.
    pub(crate) fn url(&self) -> &str {
        match self {
            Self::Remote { url, .. } => url,
            Self::Local { .. } => "local",
        }
    }
}

/// A way to send requests.
pub(crate) struct Connection {
    runtime: Runtime,
    client: reqwest::Client,
    url: String,
    key: Option<SecretKey>,
    running: Option<Running>,
    verbose: bool,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The status line.
    pub(crate) status_line: String,
    pub(crate) headers: HeaderMap,
    /// The body as it was received.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body, if it is JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl Connection {
    pub(crate) fn open(target: &Target, verbose: bool) -> Outcome<Self> {
        let mut runtime = match target {
            Target::Remote { .. } => tokio::runtime::Builder::new_current_thread(),
            Target::Local { .. } => tokio::runtime::Builder::new_multi_thread(),
        };
        let runtime = runtime.enable_all().build().map_err(|error| Failure::failed("runtime", error))?;
        let mut client = reqwest::Client::builder()
            .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            // A write must not be sent on to somewhere else.
            .redirect(reqwest::redirect::Policy::none());
        let (url, key, running) = match target {
            Target::Remote { url, key } => (url.clone(), key.clone(), None),
            Target::Local { folder } => {
                client = client.no_proxy();
                let (running, key) = open_local(&runtime, folder)?;
                (running.url(), Some(key), Some(running))
            }
        };
        let client = client.build().map_err(|error| Failure::failed("client", error))?;
        Ok(Self { runtime, client, url, key, running, verbose })
    }

    /// Sends one request. The permit is used up, and a write is noted in the log.
    pub(crate) fn send(&self, _permit: Permit, request: &Request) -> Outcome<Answer> {
        let key = self.key.as_ref().filter(|_| !request.operation.public).map(SecretKey::shown);
        let name = if self.running.is_some() { "local" } else { &self.url };
        let noted = write_log::sent(request, name, key);
        let outcome = self.transfer(request);
        if let Some(noted) = noted {
            noted.answered(&outcome);
        }
        outcome
    }

    fn transfer(&self, request: &Request) -> Outcome<Answer> {
        let url = format!("{}/v1{}", self.url, request.path());
        let query = write_query(&request.parts.query);
        let url = if query.is_empty() { url } else { format!("{url}?{query}") };
        let method = reqwest::Method::from_bytes(request.operation.method.as_str().as_bytes())
            .map_err(|error| Failure::failed("method", error))?;
        let mut builder = self
            .client
            .request(method, &url)
            .header("Clerk-API-Version", request.version.as_str())
            .header(ACCEPT, "application/json");
        if let Some(key) = self.key.as_ref().filter(|_| !request.operation.public) {
            let mut bearer = HeaderValue::from_str(&format!("Bearer {}", key.secret()))
                .map_err(|_| Failure::new(Exit::Key, "key_malformed", "the secret key cannot travel in a header"))?;
            bearer.set_sensitive(true);
            builder = builder.header(AUTHORIZATION, bearer);
        }
        if request.is_multipart() {
            builder = builder.multipart(form(request)?);
        } else if let Some(body) = &request.parts.body {
            builder = builder.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        self.trace(&format!("> {} {url}", request.operation.method));
        self.trace(&format!("> clerk-api-version: {}", request.version));
        if let Some(key) = self.key.as_ref().filter(|_| !request.operation.public) {
            self.trace(&format!("> authorization: Bearer {}", key.shown()));
        }
        if let Some(body) = &request.parts.body {
            self.trace(&format!("> {}", redact::value(body)));
        }
        let answer = self.runtime.block_on(async {
            let response = builder.send().await?;
            let (status, version, headers) = (response.status(), response.version(), response.headers().clone());
            let body = response.bytes().await?.to_vec();
            Ok(Answer { status: status.as_u16(), status_line: format!("{version:?} {status}"), headers, body })
        });
        let answer = answer.map_err(|error: reqwest::Error| unreachable(&self.url, &error, request))?;
        self.trace(&format!("< {}", answer.status_line));
        for (name, value) in &answer.headers {
            self.trace(&format!("< {name}: {}", String::from_utf8_lossy(value.as_bytes())));
        }
        Ok(answer)
    }

    fn trace(&self, line: &str) {
        if self.verbose {
            printer::notice("trace", line);
        }
    }

    /// Closes it; a server in this program answers what it has read first.
    pub(crate) fn close(self) {
        if let Some(running) = self.running {
            self.runtime.block_on(running.stop());
        }
    }
}

fn open_local(runtime: &Runtime, folder: &Path) -> Outcome<(Running, SecretKey)> {
    let (store, key) = local::open(folder)?;
    let config = frontdesk_server::Config::default();
    let running = runtime
        .block_on(frontdesk_server::Server::start(config, store))
        .map_err(|error| Failure::failed("listen", error))?;
    Ok((running, key))
}

fn form(request: &Request) -> Outcome<multipart::Form> {
    let mut form = multipart::Form::new();
    for (name, value) in request.parts.body.as_ref().and_then(Value::as_object).into_iter().flatten() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        form = form.text(name.clone(), text);
    }
    if let Some((name, upload)) = request.upload() {
        let part = multipart::Part::bytes(upload.bytes.clone())
            .file_name(upload.file_name.clone().unwrap_or_default())
            .mime_str(upload.content_type.as_deref().unwrap_or("application/octet-stream"))
            .map_err(|error| Failure::failed("upload", error))?;
        form = form.part(name, part);
    }
    Ok(form)
}

fn unreachable(url: &str, error: &reqwest::Error, request: &Request) -> Failure {
    let mut reason = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        reason = inner.to_string();
        source = inner.source();
    }
    let failure = Failure::new(Exit::Network, "network", format!("{url} cannot be reached: {reason}"));
    if error.is_connect() || request.operation.risk == frontdesk_contract::Risk::Read {
        failure.fix("check the address and the connection; nothing was changed")
    } else {
        failure.fix("the request may have been carried out all the same: look before sending it again")
    }
}
