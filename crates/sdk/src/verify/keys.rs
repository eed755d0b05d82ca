//! The public keys of an instance, kept.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use frontdesk_contract::jwks::GetJwks;
use frontdesk_contract::{Operation, Parts};
use frontdesk_tokens::{Jwk, Jwks, VerifyingKey};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::{Client, Error};

/// How long keys are used without asking again.
const FRESH: Duration = Duration::from_secs(5 * 60);
/// How long keys are used when asking again fails.
const USABLE: Duration = Duration::from_secs(60 * 60);
/// How long nothing is asked after it failed, or after a key was asked for that does not exist: whoever sends tokens
/// with made-up keys must not make every one of them a request.
const PAUSE: Duration = Duration::from_secs(10);

/// Parsed keys by their names.
#[derive(Clone, Default)]
pub(crate) struct Keys(Arc<HashMap<String, Arc<VerifyingKey>>>);

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Keys {
    /// The keys that can check tokens; others are passed over.
    pub(crate) fn new(jwks: &Jwks) -> Self {
        Self::parse(&jwks.keys)
    }

    fn parse(keys: &[Jwk]) -> Self {
        let parsed = keys.iter().filter_map(|key| VerifyingKey::from_jwk(key).ok());
        let named = parsed.filter_map(|key| Some((key.kid()?.to_owned(), Arc::new(key))));
        Self(Arc::new(named.collect()))
    }

    pub(crate) fn find(&self, kid: &str) -> Option<Arc<VerifyingKey>> {
        self.0.get(kid).cloned()
    }
}

/// Where keys come from.
#[derive(Clone, Debug)]
pub(crate) enum KeySource {
    /// The API, which is asked when keys are needed.
    Api(Client),
    /// They are at hand.
    Given(Keys),
    /// One that has no name is at hand, for all tokens.
    Nameless(Arc<VerifyingKey>),
}

impl KeySource {
    /// The key for tokens that name this one; `None` if there is none such. Tickets name none.
    pub(crate) async fn find(&self, kid: Option<&str>) -> Result<Option<Arc<VerifyingKey>>, Arc<Error>> {
        match (self, kid) {
            (Self::Nameless(key), _) => Ok(Some(Arc::clone(key))),
            (_, None) => Ok(None),
            (Self::Given(keys), Some(kid)) => Ok(keys.find(kid)),
            (Self::Api(client), Some(kid)) => client.keys().find(client, kid).await,
        }
    }
}

/// What is known, and since when.
#[derive(Clone, Default)]
struct State {
    keys: Keys,
    fetched_at: Option<Instant>,
    /// No request before this time, as long as there are usable keys.
    paused_until: Option<Instant>,
    /// How often was asked, and what went wrong the last time.
    rounds: u64,
    failure: Option<Arc<Error>>,
}

/// What can be said without a request.
enum Kept {
    /// The key, or that there is none.
    Settled(Option<Arc<VerifyingKey>>),
    /// Nothing: the keys must be fetched.
    Stale,
}

impl State {
    fn is_younger_than(&self, age: Duration, now: Instant) -> bool {
        self.fetched_at.is_some_and(|fetched_at| now.saturating_duration_since(fetched_at) < age)
    }

    fn answer(&self, kid: &str, now: Instant) -> Kept {
        let key = self.keys.find(kid);
        let is_paused = self.paused_until.is_some_and(|until| now < until);
        let is_usable = is_paused && self.is_younger_than(USABLE, now);
        let is_fresh = key.is_some() && self.is_younger_than(FRESH, now);
        if is_usable || is_fresh { Kept::Settled(key) } else { Kept::Stale }
    }

    /// What the last round brought.
    fn outcome(&self, kid: &str, now: Instant) -> Result<Option<Arc<VerifyingKey>>, Arc<Error>> {
        match (&self.failure, self.keys.find(kid)) {
            (None, key) => Ok(key),
            (Some(_), Some(key)) if self.is_younger_than(USABLE, now) => Ok(Some(key)),
            (Some(error), _) => Err(Arc::clone(error)),
        }
    }
}

/// The keys of a client's instance, fetched when they are needed, by one request at a time.
#[derive(Default)]
pub(crate) struct KeyCache {
    state: RwLock<State>,
    /// Held by whoever fetches, while the others wait for what comes.
    fetching: Mutex<()>,
}

impl KeyCache {
    fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key of this name; `None` if the instance has none such.
    pub(crate) async fn find(&self, client: &Client, kid: &str) -> Result<Option<Arc<VerifyingKey>>, Arc<Error>> {
        let asked = self.state();
        if let Kept::Settled(key) = asked.answer(kid, Instant::now()) {
            return Ok(key);
        }
        let _fetching = self.fetching.lock().await;
        let mut state = self.state();
        if state.rounds != asked.rounds {
            // Somebody fetched while this call waited.
            return state.outcome(kid, Instant::now());
        }
        let fetched = fetch(client).await;
        let now = Instant::now();
        state.rounds += 1;
        let lacks_key = match fetched {
            Ok(keys) => {
                state = State { keys, fetched_at: Some(now), failure: None, ..state };
                state.keys.find(kid).is_none()
            }
            Err(error) => {
                state.failure = Some(Arc::new(error));
                true
            }
        };
        state.paused_until = lacks_key.then(|| now + PAUSE);
        let outcome = state.outcome(kid, now);
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
        outcome
    }
}

#[derive(Deserialize)]
struct Document {
    keys: Option<Vec<Value>>,
}

async fn fetch(client: &Client) -> Result<Keys, Error> {
    let operation = <GetJwks as Operation>::DESCRIPTOR;
    let answer = client.call(operation, Parts::default()).await?;
    let decode = |source| Error::Decode { operation: operation.id, trace_id: answer.trace_id.clone(), source };
    let document: Document = answer.json().map_err(decode)?;
    // A key of a shape that is not known is none of ours; it must not spoil the others.
    let keys: Vec<Jwk> =
        document.keys.into_iter().flatten().filter_map(|key| serde_json::from_value(key).ok()).collect();
    Ok(Keys::parse(&keys))
}
