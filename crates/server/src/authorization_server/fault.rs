//! What goes wrong on the way through the pages, and where it is told.

use axum::body::Body;
use http::Response;

use super::authorize::answer::Back;
use super::pages;
use super::refusal::Refusal;
use crate::context::Context;
use crate::error::ApiError;

/// Why a browser does not get what it asked for.
#[derive(Debug)]
pub(super) enum Fault {
    /// Nobody can be trusted to be told but whoever sits in front of it: a page of our own.
    Shown {
        status: u16,
        text: String,
        /// Seconds after which to try again.
        retry_after: Option<u64>,
    },
    /// The application is told, at an address that is its own.
    Back { back: Box<Back>, error: &'static str, description: &'static str },
    /// The server failed.
    Api(Box<ApiError>),
}

impl Fault {
    pub(super) fn shown(status: u16, text: impl Into<String>) -> Self {
        Self::Shown { status, text: text.into(), retry_after: None }
    }

    /// Somebody tried too often.
    pub(super) fn too_often(seconds: u64) -> Self {
        let text = "There were too many attempts. Wait a moment, then go back and try again.".to_owned();
        Self::Shown { status: 429, text, retry_after: Some(seconds) }
    }

    /// A form that is not, or no longer, one of ours.
    pub(super) fn foreign_form() -> Self {
        Self::shown(
            403,
            "The form is out of date, or it was not sent from the page that this server showed you. Nothing has \
             happened. Go back to the application and start again; cookies have to be allowed.",
        )
    }

    pub(super) fn into_response(self, cx: &Context, trace_id: &str) -> Response<Body> {
        match self {
            Self::Shown { status, text, retry_after } => pages::problem(status, &text, retry_after),
            Self::Back { back, error, description } => {
                back.answer(cx, &[("error", error), ("error_description", description)])
            }
            Self::Api(error) if error.status() < 500 => pages::problem(error.status(), error.sentence(), None),
            Self::Api(error) => {
                tracing::error!(trace_id, error = error.sentence(), "a page cannot be shown");
                pages::problem(error.status(), &format!("The server failed. Its log says more under {trace_id}."), None)
            }
        }
    }
}

impl From<ApiError> for Fault {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OAuth { status, description, .. } => Self::shown(status, description),
            Refusal::Api(error, _) => Self::Api(error),
        }
    }
}
