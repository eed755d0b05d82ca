//! What a request can be refused with: Clerk's envelope, Clerk's codes, our words.

pub mod kinds;

use frontdesk_contract::{Descriptor, Problem, Violation};
use frontdesk_storage::StorageError;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A kind of error: a row of the official catalogue, with a short message in our words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorKind {
    /// The HTTP status.
    pub status: u16,
    /// The code that programs look at.
    pub code: &'static str,
    /// A few words for people.
    pub message: &'static str,
}

/// One error of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ErrorItem {
    message: String,
    long_message: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    meta: Map<String, Value>,
}

/// Why a request was refused. Several errors may stand in one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    status: u16,
    items: Vec<ErrorItem>,
    /// Seconds after which the same request may succeed.
    retry_after: Option<u64>,
}

/// Which codes an operation has for parameters that are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A code for each kind of mistake, with status 422.
    Detailed,
    /// The same, for operations whose documents know no 422.
    Bulk,
    /// 400 `bad_request` for everything.
    BadRequest,
}

impl Style {
    /// That of an operation.
    pub fn of(operation: &Descriptor) -> Self {
        if operation.answers_bad_request() {
            Self::BadRequest
        } else if operation.errors.iter().any(|status| status.code == 422) {
            Self::Detailed
        } else {
            Self::Bulk
        }
    }
}

/// What a handler answers with.
pub type ApiResult<T> = Result<T, ApiError>;

impl ErrorKind {
    /// The error with a sentence that says what was wrong, where, and what to do.
    pub fn with(self, long_message: impl Into<String>) -> ApiError {
        ApiError {
            status: self.status,
            items: vec![ErrorItem {
                message: self.message.to_owned(),
                long_message: long_message.into(),
                code: self.code,
                meta: Map::new(),
            }],
            retry_after: None,
        }
    }

    /// The error about one parameter.
    pub fn param(self, name: &str, long_message: impl Into<String>) -> ApiError {
        self.with(long_message).meta("param_name", name)
    }
}

impl ApiError {
    /// Adds a fact for programs to the last error.
    #[must_use]
    pub fn meta(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Some(item) = self.items.last_mut() {
            item.meta.insert(key.to_owned(), value.into());
        }
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Several errors as one answer; the status is that of the first. `None` when there are none.
    pub fn all(errors: impl IntoIterator<Item = ApiError>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        first.items.extend(errors.flat_map(|error| error.items));
        Some(first)
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The code of the first error.
    pub fn code(&self) -> &'static str {
        self.items.first().map_or("", |item| item.code)
    }

    /// What was wrong first, as a sentence for people.
    pub fn sentence(&self) -> &str {
        self.items.first().map_or("", |item| &item.long_message)
    }

    /// Seconds for the header `Retry-After`.
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after
    }

    /// The envelope.
    pub fn body(&self, trace_id: &str) -> Vec<u8> {
        json!({ "errors": self.items, "clerk_trace_id": trace_id }).to_string().into_bytes()
    }

    /// A thing with an id that does not exist, or not in this instance.
    pub fn not_found(what: &str, id: &str) -> Self {
        kinds::RESOURCE_NOT_FOUND.with(format!("There is no {what} with the id {id} in this instance."))
    }

    /// Every violation as an error of its own.
    pub fn from_violations(violations: &[Violation], style: Style) -> Option<Self> {
        // A request can be wrong in a thousand places; the first ones are enough to mend it.
        Self::all(violations.iter().take(20).map(|violation| Self::from_violation(violation, style)))
    }

    fn from_violation(violation: &Violation, style: Style) -> Self {
        let bulk = style == Style::Bulk;
        let kind = match &violation.problem {
            Problem::Type("object" | "array") if violation.path.is_empty() => kinds::REQUEST_BODY_INVALID,
            _ if style == Style::BadRequest => kinds::BAD_REQUEST,
            Problem::Missing => kinds::FORM_PARAM_MISSING,
            Problem::Unknown => kinds::FORM_PARAM_UNKNOWN,
            Problem::Null => kinds::FORM_PARAM_NIL,
            Problem::Type(_) => kinds::FORM_PARAM_TYPE_INVALID,
            Problem::Repeated => kinds::FORM_PARAM_DUPLICATE,
            Problem::NotAllowed(_) | Problem::TooSmall(_) | Problem::TooLarge(_) => kinds::FORM_PARAM_VALUE_INVALID,
            Problem::TooShort(_) => kinds::FORM_PARAM_MIN_LENGTH_EXCEEDED,
            Problem::TooLong(_) => kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED,
            Problem::Format(_) => kinds::FORM_PARAM_FORMAT_INVALID,
            Problem::TooManyItems(_) if bulk || violation.path.is_empty() => kinds::BULK_SIZE_EXCEEDED,
            Problem::TooManyItems(_) => kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED,
            Problem::TooFewItems(_) => kinds::FORM_PARAM_VALUE_INVALID,
        };
        let mut sentence = violation.to_string();
        sentence.push('.');
        if violation.path.is_empty() { kind.with(sentence) } else { kind.param(param_name(&violation.path), sentence) }
    }
}

/// The name of the parameter for a path of a violation: the place in a list is left to the sentence.
fn param_name(path: &str) -> &str {
    let inner = path.strip_prefix('[').and_then(|rest| rest.split_once("].")).map_or(path, |(_, inner)| inner);
    inner.split_once('[').map_or(inner, |(name, _)| name)
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable(_) => {
                tracing::warn!(%error, "the storage is not available");
                kinds::SERVICE_UNAVAILABLE
                    // A commit whose answer got lost may have succeeded.
                    .with(
                        "The database cannot be reached or cannot write at the moment. Try again, and see first \
                         whether a change was made after all.",
                    )
                    .retry_after(1)
            }
            error => {
                tracing::error!(error = %chain(&error), "the storage failed");
                kinds::INTERNAL.with("The server failed to answer. The log has the reason beside this trace id.")
            }
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}
