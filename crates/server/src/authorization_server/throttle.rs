//! How often passwords may be tried: by whom they are for, and by where they come from.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use crate::clock::Clock;
use crate::context::Context;

/// How many at once, and one more after how many milliseconds.
const OF_ONE_ACCOUNT: (u32, u64) = (10, 6_000);
const OF_ONE_ADDRESS: (u32, u64) = (30, 2_000);
const REGISTRATIONS: (u32, u64) = (20, 60_000);
/// How many are remembered at most: those whose time is over are forgotten first, and then nobody new is let in.
const MOST: usize = 50_000;

/// The clock of the server, as the algorithm wants one.
#[derive(Clone, Debug)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now()).unwrap_or_default())
    }
}

type Key = [u8; 32];
type Limits = RateLimiter<Key, HashMapStateStore<Key>, Ticks, NoOpMiddleware<Duration>>;

/// What was tried lately, in this process.
pub(crate) struct Throttle {
    accounts: Limits,
    addresses: Limits,
    registrations: Limits,
    clock: Clock,
}

impl Throttle {
    pub(crate) fn new(clock: &Clock) -> Self {
        let limits = |(burst, pause): (u32, u64)| {
            let quota = Quota::with_period(Duration::from_millis(pause)).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
            let quota = quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN));
            RateLimiter::hashmap_with_clock(quota, Ticks(clock.clone()))
        };
        Self {
            accounts: limits(OF_ONE_ACCOUNT),
            addresses: limits(OF_ONE_ADDRESS),
            registrations: limits(REGISTRATIONS),
            clock: clock.clone(),
        }
    }

    fn check(&self, limits: &Limits, key: &[&str]) -> Result<(), u64> {
        if limits.len() >= MOST {
            limits.retain_recent();
            if limits.len() >= MOST {
                return Err(60);
            }
        }
        // Of one length, however long what somebody sent is.
        let key = Sha256::digest(serde_json::json!(key).to_string()).into();
        limits.check_key(&key).map_err(|until| {
            let now = governor::clock::Clock::now(&Ticks(self.clock.clone()));
            let wait = until.wait_time_from(now).as_millis();
            u64::try_from(wait.div_ceil(1000)).unwrap_or(60).max(1)
        })
    }
}

/// Counts an attempt to prove to be `account`, or refuses it.
pub(super) fn count_attempt(cx: &Context, account: &str) -> Result<(), Fault> {
    let throttle = &cx.shared.throttle;
    throttle.check(&throttle.addresses, &[&cx.instance.id, &address(cx)]).map_err(Fault::too_often)?;
    throttle.check(&throttle.accounts, &[&cx.instance.id, account]).map_err(Fault::too_often)
}

/// Counts a client that registers itself, or says after how many seconds it may.
pub(super) fn count_registration(cx: &Context) -> Result<(), u64> {
    let throttle = &cx.shared.throttle;
    throttle.check(&throttle.registrations, &[&cx.instance.id, &address(cx)])
}

/// Where a request comes from. Whoever has one IPv6 address has all that begin alike.
fn address(cx: &Context) -> String {
    let text = cx.caller.client_ip();
    match text.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_at_once_and_then_one_now_and_then() {
        let clock = Clock::fixed(1_700_000_000_000);
        let throttle = Throttle::new(&clock);
        let attempt = |who: &str| throttle.check(&throttle.accounts, &["ins_1", who]);
        assert_eq!((0..30).filter(|_| attempt("ada").is_ok()).count(), 10);
        assert_eq!((attempt("ada"), attempt("bob")), (Err(6), Ok(())));
        clock.advance(6000);
        assert_eq!((attempt("ada"), attempt("ada")), (Ok(()), Err(6)));
        assert_ne!(throttle.check(&throttle.accounts, &["ins_2", "ada"]), Err(6));
    }

    #[test]
    fn what_is_over_is_forgotten_and_memory_has_an_end() {
        let clock = Clock::fixed(1_700_000_000_000);
        let throttle = Throttle::new(&clock);
        let attempt = |number: usize| throttle.check(&throttle.accounts, &["ins_1", &number.to_string()]);
        assert!((0..MOST).all(|number| attempt(number).is_ok()));
        assert_eq!((attempt(MOST), throttle.accounts.len()), (Err(60), MOST));
        clock.advance(60_000);
        assert_eq!((attempt(MOST), throttle.accounts.len()), (Ok(()), 1));
    }
}
