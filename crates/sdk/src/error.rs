//! What can go wrong with a request.

use std::fmt;
use std::time::Duration;

use frontdesk_contract::DecodeError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Bytes of a body that is not understood that are kept.
const KEPT_OF_BODY: usize = 16 * 1024;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The API refused the request and said why.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// Something answered that does not speak as the API does: a proxy, or a wrong base URL.
    #[error("the answer has the status {status} and is not one of the API")]
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// The beginning of the body.
        body: String,
        /// The name of the request in a log.
        trace_id: Option<String>,
        /// How long to wait before another try, if that was said.
        retry_after: Option<Duration>,
    },
    /// No answer came: no connection, a timeout, a connection that broke.
    #[error("the request got no answer")]
    Transport(#[source] reqwest::Error),
    /// The answer is a success, but not of the operation's shape.
    #[error("the answer to {operation} cannot be read")]
    Decode {
        /// The id of the operation.
        operation: &'static str,
        /// The name of the request in the server's log.
        trace_id: Option<String>,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The request cannot be written; nothing was sent.
    #[error("the request cannot be written")]
    Encode(#[from] DecodeError),
    /// A value that would lead to another path than that of the operation; nothing was sent.
    #[error("the path parameter `{name}` must be neither empty nor `.` or `..`")]
    PathParameter {
        /// The name of the parameter.
        name: String,
    },
    /// The operation needs a secret key and the client has none; nothing was sent.
    #[error("{operation} needs a secret key, and the client was built without one")]
    MissingSecretKey {
        /// The id of the operation.
        operation: &'static str,
    },
}

/// A refusal in the API's envelope.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// Every error of the answer, at least one.
    pub errors: Vec<ErrorItem>,
    /// The name of the request in the server's log.
    pub trace_id: Option<String>,
    /// How long to wait before another try, if that was said.
    pub retry_after: Option<Duration>,
}

/// One error of an answer. What is missing in the answer is empty here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorItem {
    /// The code that programs look at, such as `form_param_unknown`.
    pub code: String,
    /// A few words.
    pub message: String,
    /// A sentence for people.
    pub long_message: String,
    /// Facts for programs.
    #[serde(deserialize_with = "null_is_empty")]
    pub meta: Map<String, Value>,
}

fn null_is_empty<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl ErrorItem {
    /// The parameter or body field that it is about.
    pub fn field(&self) -> Option<&str> {
        self.meta.get("param_name").and_then(Value::as_str)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the API answered {}", self.status)?;
        for (position, item) in self.errors.iter().enumerate() {
            f.write_str(if position == 0 { ": " } else { "; " })?;
            f.write_str(&item.code)?;
            if let Some(field) = item.field() {
                write!(f, " ({field})")?;
            }
            let sentence = if item.long_message.is_empty() { &item.message } else { &item.long_message };
            if !sentence.is_empty() {
                write!(f, ", {sentence}")?;
            }
        }
        match &self.trace_id {
            Some(trace_id) => write!(f, " [trace {trace_id}]"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApiError {}

#[derive(Deserialize)]
struct Envelope {
    errors: Vec<ErrorItem>,
    clerk_trace_id: Option<String>,
}

impl Error {
    /// Reads the body of an answer that is no success.
    pub(crate) fn from_answer(
        status: u16,
        body: &[u8],
        trace_id: Option<String>,
        retry_after: Option<Duration>,
    ) -> Self {
        match serde_json::from_slice::<Envelope>(body) {
            Ok(envelope) if !envelope.errors.is_empty() => Self::Api(Box::new(ApiError {
                status,
                errors: envelope.errors,
                trace_id: envelope.clerk_trace_id.or(trace_id),
                retry_after,
            })),
            _ => {
                let body = String::from_utf8_lossy(&body[..body.len().min(KEPT_OF_BODY)]).into_owned();
                Self::Unexpected { status, body, trace_id, retry_after }
            }
        }
    }

    /// Hides the URL, whose query may hold what users wrote.
    pub(crate) fn transport(error: reqwest::Error) -> Self {
        Self::Transport(error.without_url())
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Unexpected { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Every error of the API's answer; empty if it did not say any.
    pub fn errors(&self) -> &[ErrorItem] {
        match self {
            Self::Api(error) => &error.errors,
            _ => &[],
        }
    }

    /// The code of the first error, such as `resource_not_found`.
    pub fn code(&self) -> Option<&str> {
        self.errors().first().map(|item| item.code.as_str())
    }

    /// The parameter or body field that the first error is about.
    pub fn field(&self) -> Option<&str> {
        self.errors().first().and_then(ErrorItem::field)
    }

    /// The name of the request in the server's log.
    pub fn trace_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.trace_id.as_deref(),
            Self::Unexpected { trace_id, .. } | Self::Decode { trace_id, .. } => trace_id.as_deref(),
            _ => None,
        }
    }

    /// How long the server wants to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            Self::Unexpected { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the thing asked for does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }
}
