//! Hard conditions for whoever wants to meet them in a test: slow answers, failures, lost answers, stale reads. Off
//! unless asked for; the same seed gives the same failures to the same requests.

mod stale;

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::clock::Clock;
use crate::error::{ApiError, kinds};

pub(crate) use stale::{Given, Stale};

/// Which conditions requests meet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    /// How long every request waits before it is carried out.
    pub latency: Option<Latency>,
    /// What goes wrong, and how often. The shares add up to 100 % at most.
    pub faults: Vec<Fault>,
    /// What the random choices begin with.
    pub fault_seed: u64,
    /// By how many milliseconds an answer to a read may be older than what is stored.
    pub lag: Option<Milliseconds>,
}

/// A span of time, written as `500ms` or `2s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milliseconds(pub i64);

/// How long requests wait: always as long, or between two bounds. Written as `50ms` or `50ms..200ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// At least.
    pub shortest: Milliseconds,
    /// At most.
    pub longest: Milliseconds,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 500 or 503; nothing was done.
    ServerError,
    /// 429 with `Retry-After`; nothing was done.
    TooManyRequests,
    /// The connection is closed without an answer: every other time before the request is carried out, else after.
    Drop,
}

/// What goes wrong, and how often. Written as `5xx=2%`, `429=1%` or `drop=0.5%`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// In which share of all requests, 0 to 1.
    pub share: f64,
}

/// Why a condition cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConditionError(String);

/// The longest span that anybody can mean.
const LONGEST: i64 = 600_000;

impl FromStr for Milliseconds {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ConditionError(format!("`{text}` is no span of time up to 10 minutes, such as 50ms or 2s"));
        let (number, factor) = match text.strip_suffix("ms") {
            Some(number) => (number, 1),
            None => (text.strip_suffix('s').ok_or_else(wrong)?, 1000),
        };
        let number: u32 = number.trim().parse().map_err(|_| wrong())?;
        Some(i64::from(number) * factor).filter(|span| *span <= LONGEST).map(Self).ok_or_else(wrong)
    }
}

impl FromStr for Latency {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (shortest, longest) = match text.split_once("..") {
            Some((shortest, longest)) => (shortest.parse()?, longest.parse()?),
            None => (text.parse()?, text.parse()?),
        };
        if longest < shortest {
            return Err(ConditionError(format!("`{text}` ends before it begins")));
        }
        Ok(Self { shortest, longest })
    }
}

impl FromStr for Fault {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ConditionError(format!("`{text}` is no fault: write it as 5xx=2%, 429=1% or drop=0.5%"));
        let (kind, share) = text.split_once('=').ok_or_else(wrong)?;
        let kind = match kind.trim() {
            "5xx" => FaultKind::ServerError,
            "429" => FaultKind::TooManyRequests,
            "drop" => FaultKind::Drop,
            _ => return Err(wrong()),
        };
        let percent: f64 = share.trim().strip_suffix('%').ok_or_else(wrong)?.trim().parse().map_err(|_| wrong())?;
        if !(0.0..=100.0).contains(&percent) {
            return Err(wrong());
        }
        Ok(Self { kind, share: percent / 100.0 })
    }
}

impl Conditions {
    /// Refuses faults that cannot all happen as often as is asked for.
    ///
    /// # Errors
    ///
    /// Their shares add up to more than 100 %.
    pub fn check(&self) -> Result<(), ConditionError> {
        let sum: f64 = self.faults.iter().map(|fault| fault.share).sum();
        if sum > 1.0 + 1e-9 {
            return Err(ConditionError(format!("the faults add up to {:.1} % of all requests", sum * 100.0)));
        }
        Ok(())
    }
}

/// What one request meets.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fate {
    /// Nothing.
    Passes,
    /// It is refused, and nothing is done.
    Refused(ApiError),
    /// Nothing is done, and nothing answered.
    LostBefore,
    /// It is carried out, and nothing answered.
    LostAfter,
}

/// The conditions of a server that runs.
pub(crate) struct Hardship {
    conditions: Conditions,
    /// How many requests there were.
    requests: AtomicU64,
}

impl Hardship {
    /// `None` where requests meet nothing.
    pub(crate) fn new(conditions: &Conditions) -> Option<Self> {
        let is_easy = conditions.latency.is_none() && conditions.faults.is_empty();
        (!is_easy).then(|| Self { conditions: conditions.clone(), requests: AtomicU64::new(0) })
    }

    /// Has the next request wait, and decides what it meets.
    pub(crate) async fn meet(&self, clock: &Clock) -> Fate {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        if let Some(latency) = self.conditions.latency {
            clock.wait(self.wait(latency, number)).await;
        }
        self.fate(number)
    }

    fn wait(&self, latency: Latency, number: u64) -> i64 {
        let (shortest, longest) = (latency.shortest.0, latency.longest.0);
        let choices = u64::try_from(longest - shortest + 1).unwrap_or(1);
        shortest + i64::try_from(self.random(number, 0) % choices).unwrap_or(0)
    }

    fn fate(&self, number: u64) -> Fate {
        // The upper 53 bits are what a double holds.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let mut drawn = (self.random(number, 1) >> 11) as f64 / (1_u64 << 53) as f64;
        for fault in &self.conditions.faults {
            if drawn < fault.share {
                return self.of_kind(fault.kind, self.random(number, 2) & 1 == 0);
            }
            drawn -= fault.share;
        }
        Fate::Passes
    }

    fn of_kind(&self, kind: FaultKind, first: bool) -> Fate {
        const SENTENCE: &str = "This failure was asked for when the server was started, by --fault.";
        match (kind, first) {
            (FaultKind::ServerError, true) => Fate::Refused(kinds::INTERNAL.with(SENTENCE)),
            (FaultKind::ServerError, false) => Fate::Refused(kinds::SERVICE_UNAVAILABLE.with(SENTENCE).retry_after(1)),
            (FaultKind::TooManyRequests, _) => Fate::Refused(kinds::TOO_MANY_REQUESTS.with(SENTENCE).retry_after(1)),
            (FaultKind::Drop, true) => Fate::LostBefore,
            (FaultKind::Drop, false) => Fate::LostAfter,
        }
    }

    /// A number that seed, request and purpose decide: SplitMix64 over the three.
    fn random(&self, number: u64, purpose: u64) -> u64 {
        let position = number.wrapping_mul(4).wrapping_add(purpose).wrapping_add(1);
        let mut mixed = self.conditions.fault_seed.wrapping_add(position.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}ms", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conditions(latency: Option<&str>, faults: &[&str], fault_seed: u64) -> Hardship {
        let faults = faults.iter().map(|fault| fault.parse().expect("a fault")).collect();
        let latency = latency.map(|latency| latency.parse().expect("a latency"));
        Hardship::new(&Conditions { latency, faults, fault_seed, lag: None }).expect("conditions")
    }

    #[test]
    fn conditions_are_read_as_people_write_them() {
        assert_eq!("500ms".parse(), Ok(Milliseconds(500)));
        assert_eq!("2s".parse(), Ok(Milliseconds(2000)));
        assert_eq!("50ms..200ms".parse(), Ok(Latency { shortest: Milliseconds(50), longest: Milliseconds(200) }));
        assert_eq!("1s".parse(), Ok(Latency { shortest: Milliseconds(1000), longest: Milliseconds(1000) }));
        assert_eq!("5xx=2%".parse(), Ok(Fault { kind: FaultKind::ServerError, share: 0.02 }));
        assert_eq!("drop=0.5%".parse(), Ok(Fault { kind: FaultKind::Drop, share: 0.005 }));
        for text in ["", "5", "-1ms", "5m", "601s", "1.5s", "ms"] {
            assert!(text.parse::<Milliseconds>().is_err(), "{text}");
        }
        for text in ["200ms..50ms", "..", "50ms..", "50ms..x"] {
            assert!(text.parse::<Latency>().is_err(), "{text}");
        }
        for text in ["5xx", "5xx=2", "404=1%", "drop=101%", "drop=-1%", "drop=NaN%", "=1%"] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
        let all = |faults: &[&str]| {
            let faults = faults.iter().map(|fault| fault.parse().expect("a fault")).collect();
            Conditions { faults, ..Conditions::default() }.check()
        };
        assert!(all(&["5xx=60%", "429=40%"]).is_ok() && all(&["5xx=60%", "429=41%"]).is_err());
    }

    #[test]
    fn faults_come_as_often_as_asked_for_and_the_same_way_for_the_same_seed() {
        let faults = ["5xx=10%", "429=5%", "drop=20%"];
        let draw = |seed| -> Vec<Fate> {
            let hardship = conditions(None, &faults, seed);
            (0..20_000).map(|number| hardship.fate(number)).collect()
        };
        let drawn = draw(7);
        assert_eq!(drawn, draw(7));
        assert_ne!(drawn, draw(8));
        let share = |is: fn(&Fate) -> bool| drawn.iter().filter(|fate| is(fate)).count();
        for (count, expected) in [
            (share(|fate| matches!(fate, Fate::Refused(error) if error.status() == 500)), 1000),
            (share(|fate| matches!(fate, Fate::Refused(error) if error.status() == 503)), 1000),
            (share(|fate| matches!(fate, Fate::Refused(error) if error.status() == 429)), 1000),
            (share(|fate| *fate == Fate::LostBefore), 2000),
            (share(|fate| *fate == Fate::LostAfter), 2000),
            (share(|fate| *fate == Fate::Passes), 13_000),
        ] {
            assert!(count.abs_diff(expected) < expected / 8, "{count} of {expected}");
        }
    }

    #[test]
    fn waits_lie_between_the_bounds_and_reach_both() {
        let hardship = conditions(Some("3ms..6ms"), &[], 1);
        let latency = hardship.conditions.latency.expect("a latency");
        let waits: std::collections::BTreeSet<i64> = (0..200).map(|number| hardship.wait(latency, number)).collect();
        assert_eq!(waits.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert!(Hardship::new(&Conditions::default()).is_none());
    }
}
