//! Stale reads: the same question may get the same answer for a while, as from a replica or a cache that lags behind.
//! An answer is never older than the lag; a question that nobody has asked lately is answered from what is stored.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many bytes of answers are kept at most.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// What an answer takes besides its body and its question, in bytes, about.
const OVERHEAD: usize = 300;
/// The largest answer that is kept, in bytes.
const LARGEST: usize = 1024 * 1024;

/// An answer that was given: its status, and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) media_type: &'static str,
}

/// Who asked what: the instance, the version, and the path with its query.
pub(crate) type Question = (Arc<str>, &'static str, String);

/// The answers of the last while.
pub(crate) struct Stale {
    lag: i64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    answers: HashMap<Question, (Given, i64)>,
    /// In the order in which they were kept, each with its time and its size.
    order: VecDeque<(Question, i64, usize)>,
    /// The sizes of all that stands in the order; what was replaced counts until it would have been too old.
    bytes: usize,
}

impl Stale {
    /// Keeps answers for `lag` milliseconds.
    pub(crate) fn new(lag: i64) -> Self {
        Self { lag, kept: Mutex::new(Kept::default()) }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A panic elsewhere must not stop the server from answering.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was answered to that question lately.
    pub(crate) fn find(&self, question: &Question, now: i64) -> Option<Given> {
        let kept = self.kept();
        kept.answers.get(question).filter(|(_, at)| now - at < self.lag).map(|(given, _)| given.clone())
    }

    /// Keeps an answer that was right at `now`.
    pub(crate) fn keep(&self, question: Question, given: Given, now: i64) {
        if given.body.len() > LARGEST {
            return;
        }
        let size = given.body.len() + 2 * question.2.len() + OVERHEAD;
        let mut kept = self.kept();
        kept.bytes += size;
        kept.order.push_back((question.clone(), now, size));
        kept.answers.insert(question, (given, now));
        while kept.order.front().is_some_and(|(_, at, _)| now - at >= self.lag) || kept.bytes > MOST_BYTES {
            let Some((question, at, size)) = kept.order.pop_front() else { break };
            kept.bytes -= size;
            // It may have been answered anew since.
            if kept.answers.get(&question).is_some_and(|(_, current)| *current == at) {
                kept.answers.remove(&question);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(path: usize) -> Question {
        (Arc::from("ins_1"), "2026-05-12", format!("/users?offset={path}"))
    }

    fn given(size: usize) -> Given {
        Given { status: 200, body: vec![b'x'; size], media_type: "application/json" }
    }

    #[test]
    fn an_answer_is_repeated_until_it_is_too_old() {
        let stale = Stale::new(500);
        assert_eq!(stale.find(&question(1), 0), None);
        stale.keep(question(1), given(1), 0);
        assert_eq!(stale.find(&question(1), 499), Some(given(1)));
        assert_eq!(stale.find(&question(1), 500), None);
        assert_eq!(stale.find(&question(2), 0), None);
        stale.keep(question(1), given(2), 600);
        assert_eq!(stale.find(&question(1), 1000), Some(given(2)));
    }

    #[test]
    fn memory_is_bounded_whatever_is_asked() {
        let stale = Stale::new(500);
        for number in 0..200 {
            stale.keep(question(number), given(LARGEST), 0);
            assert!(stale.kept().bytes <= MOST_BYTES);
        }
        assert_eq!(stale.find(&question(0), 0), None, "the oldest went first");
        assert!(stale.find(&question(199), 0).is_some());
        stale.keep(question(1000), given(LARGEST + 1), 0);
        assert_eq!(stale.find(&question(1000), 0), None);
        for number in 0..10 {
            stale.keep(question(0), given(10), 600 + number);
        }
        let kept = stale.kept();
        assert_eq!((kept.answers.len(), kept.order.len()), (1, 10));
        assert!(kept.bytes < 10 * 400);
    }
}
