//! What a request was answered with, before it is read.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;

use crate::clock;

/// A successful answer as it came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status, 200 to 299.
    pub status: u16,
    /// The name of the request in the server's log.
    pub trace_id: Option<String>,
    /// The body; empty for an operation that answers without one.
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        // What has no body reads as nothing.
        serde_json::from_slice(if self.body.is_empty() { b"null" } else { &self.body })
    }
}

/// The trace id of a response's headers; a proxy in front has a name of its own for the request.
pub(crate) fn trace_id(headers: &HeaderMap) -> Option<String> {
    let header = headers.get("clerk-trace-id").or_else(|| headers.get("cf-ray"))?;
    Some(header.to_str().ok()?.to_owned())
}

/// How long the server wants to be left alone. A date is held against the date of the response, so that a clock of
/// ours that is wrong does no harm.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let sent: Option<SystemTime> =
        headers.get(DATE).and_then(|value| value.to_str().ok()).and_then(|text| httpdate::parse_http_date(text).ok());
    Some(date.duration_since(sent.unwrap_or_else(clock::now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().expect("a name"), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date() {
        let after = |pairs: &[(&'static str, &'static str)]| retry_after(&headers(pairs));
        assert_eq!(after(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
        let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
        assert_eq!(after(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), date]), Some(Duration::from_secs(7)));
        assert_eq!(after(&[("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT"), date]), Some(Duration::ZERO));
        assert_eq!(after(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")]), Some(Duration::ZERO));
        for nonsense in ["", "soon", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(after(&[("retry-after", nonsense)]), None, "{nonsense}");
        }
        assert_eq!(after(&[]), None);
    }

    #[test]
    fn the_trace_id_is_the_servers_own_before_that_of_a_proxy() {
        assert_eq!(trace_id(&headers(&[("cf-ray", "b"), ("clerk-trace-id", "a")])).as_deref(), Some("a"));
        assert_eq!(trace_id(&headers(&[("cf-ray", "b")])).as_deref(), Some("b"));
        assert_eq!(trace_id(&headers(&[])), None);
    }
}
