//! The way back to an application.

use axum::body::Body;
use http::header::{self, HeaderValue};
use http::{Response, StatusCode};

use super::redirect_uri::{source, with_parameters};
use crate::authorization_server::pages;
use crate::context::Context;

/// How parameters are handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// In the address.
    #[default]
    Query,
    /// In a form that the browser sends there.
    FormPost,
}

/// Where an application has its user sent back to. It is only made of what the application has registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Back {
    pub(crate) uri: String,
    pub(crate) mode: Mode,
    pub(crate) state: Option<String>,
    pub(crate) application: String,
}

impl Back {
    /// What a policy calls the place.
    pub(crate) fn source(&self) -> String {
        source(&self.uri)
    }

    /// The address that says these, with the state of the request and who says it (RFC 9207).
    pub(crate) fn address(&self, cx: &Context, said: &[(&str, &str)]) -> String {
        let issuer = cx.instance.issuer();
        with_parameters(&self.uri, &self.all(said, &issuer))
    }

    fn all<'a>(&'a self, said: &[(&'a str, &'a str)], issuer: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut parameters = said.to_vec();
        parameters.extend(self.state.as_deref().map(|state| ("state", state)));
        parameters.push(("iss", issuer));
        parameters
    }

    /// Sends the browser there.
    pub(crate) fn answer(&self, cx: &Context, said: &[(&str, &str)]) -> Response<Body> {
        match self.mode {
            Mode::Query => see_other(&self.address(cx, said)),
            Mode::FormPost => {
                let issuer = cx.instance.issuer();
                pages::handover(&self.application, &self.uri, &self.source(), &self.all(said, &issuer))
            }
        }
    }
}

/// Sends the browser on; whatever it asked with, it asks with GET there.
pub(crate) fn see_other(address: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    // Addresses of applications and of our own are ASCII without controls.
    let Ok(address) = HeaderValue::from_str(address) else {
        return pages::problem(500, "The address that you are sent to is none.", None);
    };
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, address);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
