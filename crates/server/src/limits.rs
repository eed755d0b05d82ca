//! The rate limits that Clerk has, for whoever wants to meet them in a test. Off unless asked for.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use frontdesk_contract::{Descriptor, request};
use serde_json::Value;

use crate::error::{ApiError, ApiResult, kinds};

/// What is never counted: whoever verifies tokens asks for the keys.
const UNLIMITED: &[&str] = &["GetJWKS"];

const SECONDS: i64 = 1000;
const HOUR: i64 = 3600 * SECONDS;

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

/// A limit for some operations, besides the one for all of them together.
struct Rule {
    operations: &'static [&'static str],
    requests: usize,
    /// The span that counts, in milliseconds.
    span: i64,
    /// The parameters of the path that say whom the limit is for; none for the whole instance.
    of: &'static [&'static str],
    /// Whom it is for, in words.
    whom: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        operations: &["UpdateUser", "UpdateUserMetadata", "ReplaceUserMetadata"],
        requests: 10,
        span: 10 * SECONDS,
        of: &["user_id"],
        whom: "A user may be changed",
    },
    Rule {
        operations: &["UpdateOrganization", "MergeOrganizationMetadata", "ReplaceOrganizationMetadata"],
        requests: 10,
        span: 10 * SECONDS,
        of: &["organization_id"],
        whom: "An organization may be changed",
    },
    Rule {
        operations: &["UpdateOrganizationMembership", "UpdateOrganizationMembershipMetadata"],
        requests: 10,
        span: 10 * SECONDS,
        of: &["organization_id", "user_id"],
        whom: "A membership may be changed",
    },
    Rule {
        operations: &["CreateOrganizationInvitation"],
        requests: 250,
        span: HOUR,
        of: &[],
        whom: "People may be invited into organizations one by one",
    },
    Rule {
        operations: &["CreateOrganizationInvitationBulk"],
        requests: 50,
        span: HOUR,
        of: &[],
        whom: "People may be invited into organizations in bulk",
    },
    Rule {
        operations: &["CreateInvitation"],
        requests: 100,
        span: HOUR,
        of: &[],
        whom: "People may be invited one by one",
    },
    Rule {
        operations: &["CreateBulkInvitations"],
        requests: 25,
        span: HOUR,
        of: &[],
        whom: "People may be invited in bulk",
    },
];

/// What is counted: the instance, the number of the rule (none for all requests), and whom it is about.
type Key = (Arc<str>, Option<usize>, String);

/// The times of the latest requests of every instance, and of those that a rule is about.
pub(crate) struct Limiter {
    limit: usize,
    windows: Mutex<Windows>,
}

#[derive(Default)]
struct Windows {
    times: HashMap<Key, VecDeque<i64>>,
    /// How many keys there may be before those are dropped whose time is over.
    sweep_at: usize,
}

/// How many keys there are at least before they are looked through.
const FEWEST: usize = 1024;

impl Limiter {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limit: limits.requests(), windows: Mutex::new(Windows { sweep_at: FEWEST, ..Windows::default() }) }
    }

    /// Counts a request of an instance, or refuses it. A refused one does not count.
    pub(crate) fn count(
        &self,
        instance: &Arc<str>,
        operation: &'static Descriptor,
        path: &str,
        now: i64,
    ) -> ApiResult<()> {
        if UNLIMITED.contains(&operation.id) {
            return Ok(());
        }
        let rule = RULES.iter().position(|rule| rule.operations.contains(&operation.id));
        let all = ((Arc::clone(instance), None, String::new()), self.limit, 10 * SECONDS);
        let by_rule = rule.map(|number| {
            let rule = &RULES[number];
            ((Arc::clone(instance), Some(number), subject(operation, path, rule.of)), rule.requests, rule.span)
        });
        // A panic elsewhere must not stop the server from answering.
        let mut windows = self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        windows.sweep(now);
        for (key, limit, span) in std::iter::once(&all).chain(&by_rule) {
            let times = windows.times.entry(key.clone()).or_default();
            while times.front().is_some_and(|time| now - time >= *span) {
                times.pop_front();
            }
            if let Some(oldest) = times.front().filter(|_| times.len() >= *limit) {
                return Err(refuse(key.1, *limit, *span, oldest + span - now));
            }
        }
        for (key, ..) in std::iter::once(all).chain(by_rule) {
            windows.times.entry(key).or_default().push_back(now);
        }
        Ok(())
    }
}

impl Windows {
    /// Drops what no limit counts any more, when there is much.
    fn sweep(&mut self, now: i64) {
        if self.times.len() < self.sweep_at {
            return;
        }
        self.times.retain(|(_, rule, _), times| {
            let span = rule.map_or(10 * SECONDS, |number| RULES[number].span);
            times.back().is_some_and(|time| now - time < span)
        });
        self.sweep_at = (2 * self.times.len()).max(FEWEST);
    }
}

/// Whom a request is about, by its path.
fn subject(operation: &'static Descriptor, path: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let parameters = request::read_path(operation, path);
    let values = names.iter().map(|name| parameters.get(*name).and_then(Value::as_str).unwrap_or_default());
    // Longer ids than these are nobody's.
    values.map(|value| value.chars().take(300).collect::<String>()).collect::<Vec<_>>().join("/")
}

fn refuse(rule: Option<usize>, limit: usize, span: i64, milliseconds: i64) -> ApiError {
    // Whole seconds, and not one too early.
    let seconds = u64::try_from(milliseconds).unwrap_or(0).div_ceil(1000).max(1);
    let whom = rule.map_or("This instance may make requests", |number| RULES[number].whom);
    let span = if span == HOUR { "an hour".to_owned() } else { format!("{} seconds", span / SECONDS) };
    kinds::TOO_MANY_REQUESTS
        .with(format!("{whom} {limit} times in {span}. Wait {seconds} seconds, as `Retry-After` says."))
        .retry_after(seconds)
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::Operation;
    use frontdesk_contract::catalogue;
    use frontdesk_contract::jwks::GetJwks;
    use frontdesk_contract::organization_memberships::UpdateOrganizationMembershipMetadata;
    use frontdesk_contract::organizations::{MergeOrganizationMetadata, UpdateOrganization};
    use frontdesk_contract::users::{GetUser, GetUserList};

    use super::*;

    const WINDOW: i64 = 10_000;

    #[test]
    fn instances_are_counted_apart_and_no_window_holds_more_than_the_limit() {
        let limiter = Limiter::new(Limits::Development);
        let (one, other): (Arc<str>, Arc<str>) = (Arc::from("ins_1"), Arc::from("ins_2"));
        let mut taken = Vec::new();
        for now in (0..60_000).step_by(37) {
            match limiter.count(&one, GetUserList::DESCRIPTOR, "/users", now) {
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
        assert_eq!(limiter.count(&other, GetUserList::DESCRIPTOR, "/users", 60_000), Ok(()));
    }

    #[test]
    fn keys_for_verification_are_free() {
        let limiter = Limiter::new(Limits::Development);
        let instance: Arc<str> = Arc::from("ins_1");
        assert!((0..500).all(|_| limiter.count(&instance, GetJwks::DESCRIPTOR, "/jwks", 0).is_ok()));
        let get = |_: &i32| limiter.count(&instance, GetUser::DESCRIPTOR, "/users/user_1", 0).is_ok();
        assert_eq!((0..500).filter(get).count(), 100);
    }

    #[test]
    fn one_object_can_be_changed_ten_times_by_whatever_operation() {
        let limiter = Limiter::new(Limits::Production);
        let instance: Arc<str> = Arc::from("ins_1");
        let change = |organization: &str, now| {
            let operation =
                if now % 2 == 0 { UpdateOrganization::DESCRIPTOR } else { MergeOrganizationMetadata::DESCRIPTOR };
            let rest = if now % 2 == 0 { "" } else { "/metadata" };
            limiter.count(&instance, operation, &format!("/organizations/{organization}{rest}"), now)
        };
        assert_eq!((0..30).filter(|now| change("org_1", *now).is_ok()).count(), 10);
        assert_eq!(change("org_1", 31).unwrap_err().retry_after_seconds(), Some(10));
        assert!(change("org_2", 31).is_ok() && change("org_1", 10_000).is_ok());
        let of_membership = |user: &str| {
            let path = format!("/organizations/org_1/memberships/{user}/metadata");
            limiter.count(&instance, UpdateOrganizationMembershipMetadata::DESCRIPTOR, &path, 40).is_ok()
        };
        assert_eq!((0..30).filter(|_| of_membership("user_1")).count(), 10);
        assert!(of_membership("user_2"));
    }

    #[test]
    fn a_refused_request_counts_for_no_limit() {
        let limiter = Limiter::new(Limits::Development);
        let instance: Arc<str> = Arc::from("ins_1");
        let change =
            |_: &i32| limiter.count(&instance, UpdateOrganization::DESCRIPTOR, "/organizations/org_1", 0).is_ok();
        assert_eq!((0..80).filter(change).count(), 10);
        let list = |_: &i32| limiter.count(&instance, GetUserList::DESCRIPTOR, "/users", 0).is_ok();
        assert_eq!((0..200).filter(list).count(), 90);
    }

    #[test]
    fn what_is_over_is_forgotten() {
        let limiter = Limiter::new(Limits::Production);
        let instance: Arc<str> = Arc::from("ins_1");
        for number in 0..20_000_i64 {
            let path = format!("/organizations/org_{number}");
            assert!(limiter.count(&instance, UpdateOrganization::DESCRIPTOR, &path, number * 10).is_ok());
        }
        let kept = limiter.windows.lock().unwrap().times.len();
        assert!(kept <= 2 * (WINDOW as usize / 10) + FEWEST, "{kept} keys are kept");
    }

    #[test]
    fn every_operation_with_a_limit_of_its_own_exists() {
        for rule in RULES {
            for id in rule.operations {
                let operation = catalogue::operations().find(|operation| operation.id == *id).expect("it is declared");
                let has = |name: &&str| operation.path.contains(&format!("{{{name}}}"));
                assert!(rule.of.iter().all(has), "{id}");
            }
        }
    }
}
