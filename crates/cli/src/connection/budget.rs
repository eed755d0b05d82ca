//! The client's share of the rate limits: no more requests than an instance may get.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::guard::Key;

/// The span in which the API counts, and a little more, since two clocks are never quite as fast as each other.
const WINDOW: Duration = Duration::from_millis(10_100);

/// How many requests went out lately.
#[derive(Debug)]
pub(super) struct Budget {
    limit: usize,
    answered: VecDeque<Instant>,
}

impl Budget {
    /// What the key's instance allows: 1000 requests in 10 seconds in production, 100 in development.
    pub(super) fn of(key: Key) -> Self {
        Self { limit: if key == Key::Live { 1000 } else { 100 }, answered: VecDeque::new() }
    }

    /// How long the next request has to wait.
    pub(super) fn wait(&mut self, now: Instant) -> Duration {
        while self.answered.front().is_some_and(|earlier| now.duration_since(*earlier) >= WINDOW) {
            self.answered.pop_front();
        }
        match self.answered.front() {
            Some(oldest) if self.answered.len() >= self.limit => WINDOW.saturating_sub(now.duration_since(*oldest)),
            _ => Duration::ZERO,
        }
    }

    /// Notes a request whose answer has come: it was counted before that, so its place is free that much later.
    pub(super) fn note(&mut self, now: Instant) {
        self.answered.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_window_ever_holds_more_than_the_limit() {
        let mut budget = Budget::of(Key::Test);
        let start = Instant::now();
        let mut now = start;
        let mut sent = Vec::new();
        for step in 0..1000_u64 {
            now += Duration::from_millis(step % 7);
            now += budget.wait(now);
            assert_eq!(budget.wait(now), Duration::ZERO);
            sent.push(now);
            budget.note(now);
        }
        for window in sent.windows(101) {
            assert!(window[100] - window[0] >= Duration::from_secs(10));
        }
        // Ten thousand requests of the same length would take ten windows and no more.
        assert!(now - start < Duration::from_secs(105), "{:?}", now - start);
        assert_eq!(Budget::of(Key::Live).limit, 1000);
    }
}
