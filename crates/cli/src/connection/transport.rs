//! The HTTP client, and what its faults mean.

use std::net::IpAddr;
use std::time::Duration;

use super::Travel;
use super::retry::Fault;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::request::Request;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// A client for an address. Proxies are those of the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`.
pub(super) fn client(url: &str, travel: &Travel) -> Outcome<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT.min(travel.timeout))
        .timeout(travel.timeout)
        // A write must not be sent on to somewhere else.
        .redirect(reqwest::redirect::Policy::none());
    let parsed = reqwest::Url::parse(url).ok();
    if parsed.as_ref().is_some_and(|url| url.scheme() == "http") && travel.ca_file.is_none() {
        // No certificate will be looked at, so none is read.
        builder = builder.tls_certs_only([]);
    }
    if parsed.as_ref().and_then(reqwest::Url::host_str).is_some_and(is_loopback) {
        builder = builder.no_proxy();
    }
    if let Some(path) = &travel.ca_file {
        let wrong = |reason: String| {
            Failure::new(Exit::Usage, "ca_file", format!("{}: {reason}", path.display()))
                .fix("--ca-file takes certificates in PEM form")
        };
        let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let certificates = reqwest::Certificate::from_pem_bundle(&bytes).map_err(|error| wrong(innermost(&error)))?;
        if certificates.is_empty() {
            return Err(wrong("there is no certificate in it".to_owned()));
        }
        builder = builder.tls_certs_merge(certificates);
    }
    builder.build().map_err(|error| Failure::failed("client", innermost(&error)))
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// What kind of fault an error is.
pub(super) fn fault(error: &reqwest::Error) -> Fault {
    if error.is_connect() {
        Fault::Connect
    } else if error.is_timeout() {
        Fault::Timeout
    } else {
        Fault::Broken
    }
}

/// Why a request goes out again, and when.
pub(super) fn explain(fault: Fault, wait: Duration) -> String {
    let (reason, asked) = match fault {
        Fault::Status(429, asked) => ("The rate limit is reached".to_owned(), asked.is_some()),
        Fault::Status(status, asked) => (format!("The API answered {status}"), asked.is_some()),
        Fault::Connect => ("No connection came about".to_owned(), false),
        Fault::Timeout => ("No answer came in time".to_owned(), false),
        Fault::Broken => ("The connection broke".to_owned(), false),
    };
    let wait = if wait.as_millis() % 1000 == 0 {
        format!("{} s", wait.as_secs())
    } else {
        format!("{:.1} s", wait.as_secs_f32())
    };
    format!("{reason}; the same request goes out again in {wait}{}", if asked { ", as the API asks" } else { "" })
}

/// What an error that stays means for whoever sent the request.
pub(super) fn unreachable(url: &str, error: &reqwest::Error, request: &Request) -> Failure {
    let reason = innermost(error);
    let message = if error.is_timeout() && !error.is_connect() {
        format!("{url} did not answer in time")
    } else {
        format!("{url} cannot be reached: {reason}")
    };
    let failure = Failure::new(Exit::Network, "network", message);
    if error.is_connect() || request.operation.risk == frontdesk_contract::Risk::Read {
        failure.fix("check the address and the connection; nothing was changed")
    } else {
        failure.fix("the request may have been carried out all the same: look before sending it again")
    }
}

/// The first cause.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        reason = inner.to_string();
        source = inner.source();
    }
    reason
}
