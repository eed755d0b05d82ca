//! Sending requests: to Clerk, to a server given by its address, or to the one inside this program.

mod budget;
mod retry;
mod transport;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use frontdesk_contract::request::write_query;
use frontdesk_server::{Clock, Running};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::multipart;
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::Permit;
use crate::keys::SecretKey;
use crate::printer;
use crate::request::Request;
use crate::{local, redact, write_log};
use budget::{Budget, Taken};
use retry::{Fault, Retries};

/// The most characters of a body that `--verbose` shows.
const SHOWN: usize = 4000;

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

/// How requests travel.
#[derive(Clone, Debug)]
pub(crate) struct Travel {
    /// How long an answer may take.
    pub(crate) timeout: Duration,
    /// How often a request goes out again after a fault.
    pub(crate) retries: u32,
    /// A certificate authority to trust beside those of the system.
    pub(crate) ca_file: Option<PathBuf>,
    /// Whether to say what travels.
    pub(crate) verbose: bool,
    /// Whether Ctrl-C ends a request in good order, instead of the program at once.
    pub(crate) catches_interrupts: bool,
    /// Whether to send no more than the API allows, for whoever sends many requests on end.
    pub(crate) keeps_budget: bool,
}

impl Default for Travel {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            retries: 3,
            ca_file: None,
            verbose: false,
            catches_interrupts: false,
            keeps_budget: false,
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
    travel: Travel,
    /// What the API allows, where it is kept; nothing limits the server in this program.
    budget: Option<Mutex<Budget>>,
    /// Turns true when somebody presses Ctrl-C.
    interrupted: watch::Receiver<bool>,
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
    pub(crate) fn open(target: &Target, travel: Travel) -> Outcome<Self> {
        let mut runtime = match target {
            Target::Remote { .. } => tokio::runtime::Builder::new_current_thread(),
            Target::Local { .. } => tokio::runtime::Builder::new_multi_thread(),
        };
        let runtime = runtime.enable_all().build().map_err(|error| Failure::failed("runtime", error))?;
        let (url, key, running) = match target {
            Target::Remote { url, key } => (url.clone(), key.clone(), None),
            Target::Local { folder } => {
                let (running, key) = open_local(&runtime, folder)?;
                (running.url(), Some(key), Some(running))
            }
        };
        let client = transport::client(&url, &travel)?;
        let kind = key.as_ref().map_or(crate::guard::Key::NotNeeded, SecretKey::kind);
        let budget = (running.is_none() && travel.keeps_budget).then(|| {
            let path = budget::path(&url, key.as_ref());
            Mutex::new(Budget::of(kind, travel.timeout, path.as_deref()))
        });
        let (interrupt, interrupted) = watch::channel(false);
        if travel.catches_interrupts {
            runtime.spawn(async move {
                if tokio::signal::ctrl_c().await.is_ok() {
                    let _ = interrupt.send(true);
                }
            });
        }
        Ok(Self { runtime, client, url, key, running, travel, budget, interrupted })
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

    /// Sends a request, again where that does no harm.
    fn transfer(&self, request: &Request) -> Outcome<Answer> {
        let (method, risk) = (request.operation.method, request.operation.risk);
        let mut retries = Retries::new(self.travel.retries);
        loop {
            let taken = self.keep_within_budget()?;
            let outcome = self.attempt(request)?;
            if let (Some(budget), Some(taken)) = (&self.budget, taken) {
                budget.lock().unwrap_or_else(PoisonError::into_inner).note(taken, Clock::System.now());
            }
            let fault = match &outcome {
                Ok(answer) if answer.is_success() => None,
                Ok(answer) => Some(Fault::Status(answer.status, retry::asked(&answer.headers, Clock::System.now()))),
                Err(error) => Some(transport::fault(error)),
            };
            match fault.and_then(|fault| Some((fault, retries.wait(method, risk, fault)?))) {
                Some((fault, wait)) => {
                    printer::notice("retry", &transport::explain(fault, wait));
                    self.pause(wait)?;
                }
                None => return outcome.map_err(|error| transport::unreachable(&self.url, &error, request)),
            }
        }
    }

    /// One try.
    fn attempt(&self, request: &Request) -> Outcome<Result<Answer, reqwest::Error>> {
        let builder = self.prepare(request)?;
        let answer = self.block_on(async {
            let response = builder.send().await?;
            let (status, version, headers) = (response.status(), response.version(), response.headers().clone());
            let body = response.bytes().await?.to_vec();
            Ok(Answer { status: status.as_u16(), status_line: format!("{version:?} {status}"), headers, body })
        })?;
        if let Ok(answer) = &answer {
            self.trace_answer(answer);
        }
        Ok(answer)
    }

    fn prepare(&self, request: &Request) -> Outcome<reqwest::RequestBuilder> {
        let url = format!("{}/v1{}", self.url, request.path());
        let query = write_query(&request.parts.query);
        let method = reqwest::Method::from_bytes(request.operation.method.as_str().as_bytes())
            .map_err(|error| Failure::failed("method", error))?;
        let mut builder = self
            .client
            .request(method, if query.is_empty() { url.clone() } else { format!("{url}?{query}") })
            .header("Clerk-API-Version", request.version.as_str())
            .header(ACCEPT, "application/json");
        let key = self.key.as_ref().filter(|_| !request.operation.public);
        if let Some(key) = key {
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
        if self.travel.verbose {
            let shown = redact::value(&Value::Object(request.parts.query.clone()));
            let query = shown.as_object().map(write_query).unwrap_or_default();
            let query = if query.is_empty() { query } else { format!("?{query}") };
            self.trace(&format!("> {} {url}{query}", request.operation.method));
            self.trace(&format!("> clerk-api-version: {}", request.version));
            if let Some(key) = key {
                self.trace(&format!("> authorization: Bearer {}", key.shown()));
            }
            if let Some(body) = &request.parts.body {
                self.trace(&format!("> {}", redact::value(body)));
            }
        }
        Ok(builder)
    }

    /// Waits until one more request is within what the API allows.
    fn keep_within_budget(&self) -> Outcome<Option<Taken>> {
        let Some(budget) = &self.budget else { return Ok(None) };
        loop {
            let taken = budget.lock().unwrap_or_else(PoisonError::into_inner).take(Clock::System.now());
            match taken {
                Ok(taken) => return Ok(Some(taken)),
                Err(wait) => self.pause(wait)?,
            }
        }
    }

    fn pause(&self, wait: Duration) -> Outcome {
        // Timers are made where the runtime is.
        self.block_on(async { tokio::time::sleep(wait).await })
    }

    /// Waits for something, or for Ctrl-C.
    fn block_on<T>(&self, future: impl Future<Output = T>) -> Outcome<T> {
        let mut interrupted = self.interrupted.clone();
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                Ok(_) = interrupted.wait_for(|interrupted| *interrupted) => Err(Failure::new(Exit::Interrupted, "interrupted", "interrupted")),
                output = future => Ok(output),
            }
        })
    }

    fn trace_answer(&self, answer: &Answer) {
        if !self.travel.verbose {
            return;
        }
        self.trace(&format!("< {}", answer.status_line));
        for (name, value) in &answer.headers {
            let is_secret = name.as_str() == "set-cookie";
            let value = if is_secret { "…".into() } else { String::from_utf8_lossy(value.as_bytes()) };
            self.trace(&format!("< {name}: {value}"));
        }
        if let Some(json) = answer.json() {
            let text = redact::value(&json).to_string();
            let shown: String = text.chars().take(SHOWN).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            self.trace(&format!("< {shown}{more}"));
        }
    }

    fn trace(&self, line: &str) {
        if self.travel.verbose {
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
