//! Which requests go out again after a refusal or a fault, and when.
//!
//! A read does no harm twice. A write goes out again only when it cannot have happened: it was turned away by the
//! rate limit, or no connection came about.

use std::time::Duration;

use frontdesk_contract::{Method, Risk};
use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// The first pause that nobody asked for; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(250);
/// The longest pause that the API may ask for. Whoever waits longer would rather know.
const LONGEST: Duration = Duration::from_secs(120);
/// All pauses of one request that the API asked for.
const TOGETHER: Duration = Duration::from_secs(300);

/// What happened to a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// An answer that is no success, and how long it asks to wait.
    Status(u16, Option<Duration>),
    /// No connection came about.
    Connect,
    /// The answer did not come in time.
    Timeout,
    /// The connection broke.
    Broken,
}

/// The tries of one request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Retries {
    left: u32,
    next: Duration,
    asked: Duration,
}

impl Retries {
    pub(super) fn new(most: u32) -> Self {
        Self { left: most, next: FIRST, asked: Duration::ZERO }
    }

    /// How long to wait before the request goes out again; `None` when it must not or need not.
    pub(super) fn wait(&mut self, method: Method, risk: Risk, fault: Fault) -> Option<Duration> {
        if self.left == 0 || !may_repeat(method, risk, fault) {
            return None;
        }
        if let Fault::Status(_, Some(asked)) = fault {
            self.asked += asked;
            // What the API asks for costs no try: it will be asked again as often as it takes.
            return (asked <= LONGEST && self.asked <= TOGETHER).then_some(asked);
        }
        // A second time-out in a row is an answer of its own.
        self.left = if fault == Fault::Timeout { 0 } else { self.left - 1 };
        let wait = self.next;
        self.next *= 2;
        Some(wait)
    }
}

fn may_repeat(method: Method, risk: Risk, fault: Fault) -> bool {
    let is_read = method == Method::Get && risk == Risk::Read;
    match fault {
        Fault::Status(429, _) | Fault::Connect => true,
        Fault::Status(408 | 502..=504, _) | Fault::Timeout | Fault::Broken => is_read,
        Fault::Status(..) => false,
    }
}

/// What a header `Retry-After` asks for: seconds, or a date.
pub(super) fn asked(headers: &HeaderMap, now_milliseconds: i64) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds.ceil()).ok();
    }
    let date = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    u64::try_from(date.as_millisecond() - now_milliseconds).ok().map(Duration::from_millis).or(Some(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(method: Method, risk: Risk, fault: Fault) -> Option<Duration> {
        Retries::new(3).wait(method, risk, fault)
    }

    #[test]
    fn a_write_that_may_have_happened_never_goes_out_again() {
        for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
            for risk in [Risk::Read, Risk::Write, Risk::Destructive, Risk::Irreversible] {
                for status in (400..=599).filter(|status| *status != 429) {
                    assert_eq!(wait(method, risk, Fault::Status(status, Some(FIRST))), None, "{method} {status}");
                }
                assert_eq!(wait(method, risk, Fault::Timeout), None);
                assert_eq!(wait(method, risk, Fault::Broken), None);
                assert_eq!(wait(method, risk, Fault::Connect), Some(FIRST));
                let seven = Duration::from_secs(7);
                assert_eq!(wait(method, risk, Fault::Status(429, Some(seven))), Some(seven));
            }
        }
    }

    #[test]
    fn a_read_goes_out_again_unless_it_was_refused() {
        let read = |fault| wait(Method::Get, Risk::Read, fault);
        for status in [400, 401, 403, 404, 409, 422, 500, 501] {
            assert_eq!(read(Fault::Status(status, None)), None, "{status}");
        }
        for fault in [Fault::Status(429, None), Fault::Status(503, None), Fault::Broken, Fault::Timeout] {
            assert_eq!(read(fault), Some(FIRST));
        }
        assert_eq!(Retries::new(0).wait(Method::Get, Risk::Read, Fault::Status(429, None)), None);
    }

    #[test]
    fn pauses_grow_and_end_and_those_asked_for_are_kept_as_long_as_they_are_sensible() {
        let mut retries = Retries::new(3);
        let waits: Vec<_> = (0..5).map(|_| retries.wait(Method::Get, Risk::Read, Fault::Broken)).collect();
        let milliseconds = |wait| Some(Duration::from_millis(wait));
        assert_eq!(waits, [milliseconds(250), milliseconds(500), milliseconds(1000), None, None]);
        let ask = |seconds| Fault::Status(429, Some(Duration::from_secs(seconds)));
        assert_eq!(wait(Method::Get, Risk::Read, ask(121)), None);
        let mut retries = Retries::new(3);
        let count = std::iter::from_fn(|| retries.wait(Method::Post, Risk::Write, ask(10))).count();
        assert_eq!(count, 30);
        let mut retries = Retries::new(3);
        let timeouts = std::iter::from_fn(|| retries.wait(Method::Get, Risk::Read, Fault::Timeout)).count();
        assert_eq!(timeouts, 1);
    }

    #[test]
    fn seconds_and_dates_can_be_asked_for() {
        let ask = |text: &'static str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            asked(&headers, 1_700_000_000_000).map(|wait| wait.as_millis())
        };
        assert_eq!(ask("7"), Some(7000));
        assert_eq!(ask("0.2"), Some(1000));
        assert_eq!(ask("Tue, 14 Nov 2023 22:13:30 GMT"), Some(10_000));
        assert_eq!(ask("Tue, 14 Nov 2023 22:13:10 GMT"), Some(0));
        assert_eq!((ask("soon"), ask("-1"), ask("1e300")), (None, None, None));
    }
}
