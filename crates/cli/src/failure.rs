//! Why a command did not do what was asked: a code for programs, a sentence for people, a way out.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::exit::Exit;

/// An error that ends the program.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Failure {
    #[serde(skip)]
    pub(crate) exit: Exit,
    /// What programs look at.
    pub(crate) code: Cow<'static, str>,
    /// What went wrong, for people.
    pub(crate) message: String,
    /// What was probably meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) candidates: Vec<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fix: Option<String>,
    /// The status of the API's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The trace id of the API's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trace_id: Option<String>,
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            code: Cow::Borrowed(code),
            message: message.into(),
            candidates: Vec::new(),
            fix: None,
            status: None,
            trace_id: None,
        }
    }

    /// A command line that makes no sense.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    /// A file, a database or a terminal that did not do its part.
    pub(crate) fn failed(code: &'static str, error: impl fmt::Display) -> Self {
        Self::new(Exit::Failed, code, error.to_string())
    }

    /// Says what to do.
    #[must_use]
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Says what was probably meant.
    #[must_use]
    pub(crate) fn candidates(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates;
        self
    }
}
