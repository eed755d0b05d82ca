//! Which requests are sent again, and when.

use std::time::Duration;

use backon::BackoffBuilder as _;
use frontdesk_contract::Method;

use crate::Error;

/// How often and after what delays a request is sent again.
///
/// A request is only sent again when that can do no harm. GET, PUT and DELETE have the same effect however often they
/// arrive, so they are repeated after a broken connection, a timeout and the statuses 408, 429, 500, 502, 503 and 504.
/// POST and PATCH are repeated only when the first try cannot have had an effect: no connection came about, or the
/// server turned it away with 429, or with 503 and a `Retry-After`.
///
/// A DELETE whose first answer was lost may find nothing left to delete: it then fails with 404.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a request is sent again; 0 for never.
    pub max_retries: u32,
    /// How long the first wait is at least; each further one is twice as long. Chance adds up to as much again.
    pub initial_delay: Duration,
    /// How long a wait that the server did not ask for is at most, before chance adds to it.
    pub max_delay: Duration,
    /// The longest wait that a server may ask for with `Retry-After`; if it asks for more, its answer is returned.
    pub max_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// Three retries, after a quarter, a half and a whole second or up to twice as long, and up to 30 seconds of `Retry-After`.
    fn default() -> Self {
        Self {
            max_retries: 3,
            initial_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Never sends a request again.
    pub fn none() -> Self {
        Self { max_retries: 0, ..Self::default() }
    }

    /// The waits of one request, as many as there may be.
    pub(crate) fn delays(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        backon::ExponentialBuilder::new()
            .with_min_delay(self.initial_delay)
            .with_max_delay(self.max_delay)
            .with_max_times(usize::try_from(self.max_retries).unwrap_or(usize::MAX))
            .with_jitter()
            .build()
    }

    /// How long to wait before the request is sent again; `None` if it must not be. What the server asks for is
    /// waited in full; the back-off comes on top, so that clients that were told the same do not return together.
    pub(crate) fn wait(
        &self,
        method: Method,
        error: &Error,
        delays: &mut impl Iterator<Item = Duration>,
    ) -> Option<Duration> {
        let asked = error.retry_after().unwrap_or_default();
        if !may_repeat(method, error) || asked > self.max_retry_after {
            return None;
        }
        Some(asked.saturating_add(delays.next()?))
    }
}

fn may_repeat(method: Method, error: &Error) -> bool {
    let idempotent = matches!(method, Method::Get | Method::Put | Method::Delete);
    match error {
        Error::Transport(error) if error.is_builder() => false,
        Error::Transport(error) => idempotent || error.is_connect(),
        error => match error.status() {
            Some(429) => true,
            Some(503) => idempotent || error.retry_after().is_some(),
            Some(408 | 500 | 502 | 504) => idempotent,
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, retry_after: Option<u64>) -> Error {
        Error::from_answer(status, b"", None, retry_after.map(Duration::from_secs))
    }

    #[test]
    fn a_write_that_may_have_happened_is_never_repeated() {
        for method in [Method::Post, Method::Patch] {
            for status in [400, 404, 408, 409, 422, 500, 501, 502, 503, 504] {
                assert!(!may_repeat(method, &answered(status, None)), "{method} {status}");
            }
            for status in [500, 502, 504] {
                assert!(!may_repeat(method, &answered(status, Some(1))), "{method} {status}");
            }
            assert!(may_repeat(method, &answered(429, None)));
            assert!(may_repeat(method, &answered(503, Some(1))));
        }
    }

    #[test]
    fn what_has_the_same_effect_twice_is_repeated_unless_it_was_refused() {
        for method in [Method::Get, Method::Put, Method::Delete] {
            for status in [408, 429, 500, 502, 503, 504] {
                assert!(may_repeat(method, &answered(status, None)), "{method} {status}");
            }
            for status in [301, 400, 401, 403, 404, 409, 422, 501, 505] {
                assert!(!may_repeat(method, &answered(status, Some(1))), "{method} {status}");
            }
        }
    }

    #[test]
    fn delays_grow_with_chance_on_top_and_end() {
        let policy = RetryPolicy::default();
        for _ in 0..100 {
            let delays: Vec<u128> = policy.delays().map(|delay| delay.as_millis()).collect();
            assert_eq!(delays.len(), 3);
            for (delay, base) in delays.iter().zip([250, 500, 1000]) {
                assert!((base..2 * base).contains(delay), "{delays:?}");
            }
        }
        assert_eq!(RetryPolicy::none().delays().count(), 0);
    }

    #[test]
    fn a_server_is_left_alone_as_long_as_it_asks_or_not_asked_again() {
        let policy = RetryPolicy::default();
        let wait = |seconds| policy.wait(Method::Get, &answered(429, Some(seconds)), &mut policy.delays());
        let waited = wait(30).expect("a retry");
        assert!((30_250..30_500).contains(&waited.as_millis()), "{waited:?}");
        assert_eq!(wait(31), None);
    }
}
