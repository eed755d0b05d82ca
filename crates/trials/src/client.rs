//! A client that tells what was acknowledged from what was refused and from what nobody knows.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

/// What became of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// It was acknowledged with this body.
    Done(Value),
    /// It was refused.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The code of the first error; empty when the answer is not in the envelope.
        code: String,
        /// The whole answer.
        text: String,
    },
    /// No answer came; whether it happened is not known.
    Lost(String),
}

impl Reply {
    /// Whether it is the clean refusal of a server whose database is away.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Refused { status: 503, code, .. } if code == "service_unavailable")
    }
}

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    url: String,
    key: String,
}

impl Client {
    /// A client of the server at `url`.
    pub fn new(url: &str, key: &str) -> Self {
        let config =
            Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).http_status_as_error(false).build();
        Self { agent: config.new_agent(), url: url.to_owned(), key: key.to_owned() }
    }

    /// The same client with the key of another instance; they share their connections.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self.clone() }
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Reply {
        self.call("GET", path, None)
    }

    /// Sends a request and waits for its answer.
    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/v1{path}", self.url))
            .header("authorization", format!("Bearer {}", self.key))
            .header("clerk-api-version", "2025-11-10");
        let answer = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body.to_string().into_bytes())
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
            None => request.body(()).map_err(ureq::Error::from).and_then(|request| self.agent.run(request)),
        };
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) => return Reply::Lost(error.to_string()),
        };
        let status = answer.status().as_u16();
        let text = match answer.body_mut().read_to_string() {
            Ok(text) => text,
            Err(error) => return Reply::Lost(error.to_string()),
        };
        let body = serde_json::from_str::<Value>(&text).unwrap_or(Value::Null);
        if (200..300).contains(&status) {
            return Reply::Done(body);
        }
        let is_envelope = body["clerk_trace_id"].as_str().is_some_and(|id| !id.is_empty());
        let code = body["errors"][0]["code"].as_str().filter(|_| is_envelope).unwrap_or_default().to_owned();
        Reply::Refused { status, code, text }
    }
}
