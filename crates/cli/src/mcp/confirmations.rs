//! Tokens for what is irreversible: each opens one call, the one it was handed out for, for a short time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use frontdesk_tokens::IdSource;

use crate::guard::Confirm;
use crate::request::Request;

/// How long a token is good for.
pub(super) const VALID: Duration = Duration::from_secs(120);
/// The most tokens that are kept at a time.
const MOST: usize = 64;

struct Pending {
    request: Request,
    issued: Instant,
}

/// The tokens that were handed out and not brought back.
pub(super) struct Confirmations {
    ids: IdSource,
    pending: Mutex<HashMap<String, Pending>>,
}

impl Confirmations {
    pub(super) fn new() -> Self {
        Self { ids: IdSource::random(), pending: Mutex::default() }
    }

    /// Hands out a token for a request.
    pub(super) fn issue(&self, request: &Request, now: Instant) -> String {
        let token = self.ids.token_id("confirm");
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.retain(|_, pending| now.duration_since(pending.issued) < VALID);
        if pending.len() >= MOST {
            let oldest = pending.iter().min_by_key(|(_, pending)| pending.issued).map(|(token, _)| token.clone());
            pending.remove(&oldest.unwrap_or_default());
        }
        pending.insert(token.clone(), Pending { request: request.clone(), issued: now });
        token
    }

    /// Takes a token back. It is spent whatever comes of it.
    pub(super) fn redeem(&self, token: &str, request: &Request, target: &str, now: Instant) -> Confirm {
        let found = self.pending.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
        let right = found.is_some_and(|pending| {
            now.duration_since(pending.issued) < VALID
                && pending.request.operation.id == request.operation.id
                && pending.request.version == request.version
                && pending.request.parts == request.parts
                && request.target() == target
        });
        if right { Confirm::Right } else { Confirm::Wrong }
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::{ApiVersion, catalogue};

    use super::*;

    fn delete(path: &str) -> Request {
        let operation = catalogue::find("DeleteUser", ApiVersion::NEWEST).unwrap();
        Request::build(operation, ApiVersion::NEWEST, path, &[], None).unwrap()
    }

    #[test]
    fn a_token_opens_its_own_call_once_and_in_time() {
        let confirmations = Confirmations::new();
        let (request, now) = (delete("/users/user_1"), Instant::now());
        let token = confirmations.issue(&request, now);
        assert_eq!(confirmations.redeem(&token, &request, "user_1", now), Confirm::Right);
        assert_eq!(confirmations.redeem(&token, &request, "user_1", now), Confirm::Wrong);
        let late = now + VALID;
        let token = confirmations.issue(&request, now);
        assert_eq!(confirmations.redeem(&token, &request, "user_1", late), Confirm::Wrong);
        let token = confirmations.issue(&request, now);
        let in_time = late.checked_sub(Duration::from_millis(1)).unwrap();
        assert_eq!(confirmations.redeem(&token, &request, "user_1", in_time), Confirm::Right);
    }

    #[test]
    fn a_token_is_spent_by_a_call_that_it_was_not_made_for() {
        let confirmations = Confirmations::new();
        let (request, now) = (delete("/users/user_1"), Instant::now());
        let mut older = request.clone();
        older.version = ApiVersion::OLDEST;
        for (other, target) in [(delete("/users/user_2"), "user_2"), (request.clone(), "user_2"), (older, "user_1")] {
            let token = confirmations.issue(&request, now);
            assert_eq!(confirmations.redeem(&token, &other, target, now), Confirm::Wrong);
            assert_eq!(confirmations.redeem(&token, &request, "user_1", now), Confirm::Wrong);
        }
        assert_eq!(confirmations.redeem("", &request, "user_1", now), Confirm::Wrong);
    }

    #[test]
    fn the_oldest_gives_way_when_there_are_too_many() {
        let confirmations = Confirmations::new();
        let (request, now) = (delete("/users/user_1"), Instant::now());
        let tokens: Vec<String> = (0..=MOST as u64)
            .map(|number| confirmations.issue(&request, now + Duration::from_millis(number)))
            .collect();
        let later = now + Duration::from_secs(1);
        assert_eq!(confirmations.redeem(&tokens[0], &request, "user_1", later), Confirm::Wrong);
        assert_eq!(confirmations.redeem(&tokens[1], &request, "user_1", later), Confirm::Right);
    }
}
