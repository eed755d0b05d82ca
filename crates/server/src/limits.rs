//! The rate limits that Clerk has, for whoever wants to meet them in a test. Off unless asked for.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use crate::error::{ApiError, ApiResult, kinds};

/// The span that counts, in milliseconds.
const WINDOW: i64 = 10_000;

/// What is never counted: whoever verifies tokens asks for the keys.
const UNLIMITED: &[&str] = &["GetJWKS"];

/// How many requests an instance may make in 10 seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// 100, as development instances have it.
    Development,
    /// 1000, as production instances have it.
    Production,
}

impl Limits {
    const fn requests(self) -> usize {
        match self {
            Self::Development => 100,
            Self::Production => 1000,
        }
    }
}

/// The times of the latest requests of every instance.
pub(crate) struct Limiter {
    limit: usize,
    instances: Mutex<HashMap<Arc<str>, VecDeque<i64>>>,
}

impl Limiter {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limit: limits.requests(), instances: Mutex::new(HashMap::new()) }
    }

    /// Counts a request of an instance, or refuses it. A refused one does not count.
    pub(crate) fn count(&self, instance: &Arc<str>, operation: &str, now: i64) -> ApiResult<()> {
        if UNLIMITED.contains(&operation) {
            return Ok(());
        }
        // A panic elsewhere must not stop the server from answering.
        let mut instances = self.instances.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let times = instances.entry(Arc::clone(instance)).or_default();
        while times.front().is_some_and(|time| now - time >= WINDOW) {
            times.pop_front();
        }
        match times.front() {
            Some(oldest) if times.len() >= self.limit => Err(self.refuse(oldest + WINDOW - now)),
            _ => {
                times.push_back(now);
                Ok(())
            }
        }
    }

    fn refuse(&self, milliseconds: i64) -> ApiError {
        // Whole seconds, and not one too early.
        let seconds = u64::try_from(milliseconds).unwrap_or(0).div_ceil(1000).max(1);
        kinds::TOO_MANY_REQUESTS
            .with(format!(
                "This instance may make {} requests in 10 seconds. Wait {seconds} seconds, as `Retry-After` says.",
                self.limit
            ))
            .retry_after(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_are_counted_apart_and_no_window_holds_more_than_the_limit() {
        let limiter = Limiter::new(Limits::Development);
        let (one, other): (Arc<str>, Arc<str>) = (Arc::from("ins_1"), Arc::from("ins_2"));
        let mut taken = Vec::new();
        for now in (0..60_000).step_by(37) {
            match limiter.count(&one, "GetUserList", now) {
                Ok(()) => taken.push(now),
                Err(error) => {
                    assert_eq!((error.status(), error.code()), (429, "too_many_requests"));
                    // Whoever waits as told is let in.
                    let after = i64::try_from(error.retry_after_seconds().unwrap()).unwrap() * 1000;
                    assert!(taken[taken.len() - 100] + WINDOW <= now + after);
                    assert!((1000..=10_000).contains(&after));
                }
            }
        }
        assert!(taken.windows(101).all(|window| window[100] - window[0] >= WINDOW));
        assert_eq!(taken.len(), 600);
        assert_eq!(limiter.count(&other, "GetUserList", 60_000), Ok(()));
    }

    #[test]
    fn keys_for_verification_are_free() {
        let limiter = Limiter::new(Limits::Development);
        let instance: Arc<str> = Arc::from("ins_1");
        assert!((0..500).all(|_| limiter.count(&instance, "GetJWKS", 0).is_ok()));
        assert_eq!((0..500).filter(|_| limiter.count(&instance, "GetUser", 0).is_ok()).count(), 100);
    }
}
