//! The instance that a secret key opens, with its keys parsed, kept for a moment; and the machine that a key of its own
//! speaks for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use frontdesk_contract::Credential;
use frontdesk_storage::instances::{InstanceRow, Settings};
use frontdesk_storage::{StorageError, Store, SystemTx};
use frontdesk_tokens::SigningKey;

use crate::clock::Clock;
use crate::error::{ApiError, ApiResult, kinds};

/// How long a found instance is believed, in milliseconds: a key that another process rotated
/// works at most that much longer.
const BELIEVED_FOR: i64 = 1000;

/// An instance as handlers see it.
pub struct Instance {
    /// What is stored of it.
    pub row: InstanceRow,
    /// Its id as the storage wants it.
    pub id: Arc<str>,
    /// The key that signs its tokens.
    pub signing_key: SigningKey,
}

impl Instance {
    /// Reads the stored instance.
    pub fn from_row(row: InstanceRow) -> ApiResult<Self> {
        let signing_key = SigningKey::from_pkcs8_pem(&row.id, &row.signing_key).map_err(|error| {
            tracing::error!(%error, instance = row.id, "the signing key cannot be read");
            kinds::INTERNAL.with("The signing key of this instance cannot be read.")
        })?;
        Ok(Self { id: Arc::from(row.id.as_str()), row, signing_key })
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.row.settings
    }

    /// Whether it is a development instance.
    pub fn is_development(&self) -> bool {
        self.row.environment_type != "production"
    }

    /// The issuer of its tokens: the Frontend API, or the proxy in front of it.
    pub fn issuer(&self) -> String {
        let proxy_url = self.settings().proxy_url.as_deref();
        frontdesk_tokens::issuer(proxy_url.unwrap_or(&self.row.frontend_api))
    }
}

/// Who sent a request.
#[derive(Clone)]
pub(crate) struct Holder {
    /// The instance that the key opens.
    pub(crate) instance: Arc<Instance>,
    /// The machine whose key it is, `mch_…`; `None` for a key of the instance.
    pub(crate) machine_id: Option<Arc<str>>,
}

/// What the secret keys of machines begin with.
const MACHINE_KEY_PREFIX: &str = "ak_";
/// How many keys of machines are remembered at most.
const MOST_MACHINE_KEYS: usize = 10_000;

/// A key of a machine that was found.
#[derive(Clone)]
struct MachineKey {
    holder: Holder,
    /// From when on it opens nothing, milliseconds since the epoch.
    expires_at: Option<i64>,
    found_at: i64,
}

impl MachineKey {
    /// The holder, unless the time of the key is up at `now`.
    fn works_at(&self, now: i64) -> ApiResult<Holder> {
        if self.expires_at.is_some_and(|end| end <= now) { Err(no_machine()) } else { Ok(self.holder.clone()) }
    }
}

/// Finds instances by secret keys.
pub(crate) struct Instances {
    found: RwLock<HashMap<String, (Arc<Instance>, i64)>>,
    machine_keys: RwLock<HashMap<String, MachineKey>>,
    /// How often everything was forgotten. What was read before that is not kept.
    forgotten: AtomicU64,
}

impl Instances {
    pub(crate) fn new() -> Self {
        Self {
            found: RwLock::new(HashMap::new()),
            machine_keys: RwLock::new(HashMap::new()),
            forgotten: AtomicU64::new(0),
        }
    }

    /// Who sent a request with that key, if it is one that the operation takes.
    pub(crate) async fn admit(
        &self,
        store: &Store,
        clock: &Clock,
        secret_key: &str,
        credential: Credential,
    ) -> ApiResult<Holder> {
        match (credential, secret_key.starts_with(MACHINE_KEY_PREFIX)) {
            (Credential::Machine, false) => Err(no_machine()),
            (Credential::Machine | Credential::Either, true) => self.find_machine(store, clock, secret_key).await,
            (Credential::Instance, _) | (Credential::Either, false) => {
                let instance = self.find(store, clock, secret_key).await?;
                Ok(Holder { instance, machine_id: None })
            }
        }
    }

    async fn find_machine(&self, store: &Store, clock: &Clock, secret_key: &str) -> ApiResult<Holder> {
        let (hash, now) = (crate::hash_secret(secret_key), clock.now());
        let known = self.machine_keys.read().ok().and_then(|found| found.get(&hash).cloned());
        if let Some(key) = &known
            && now - key.found_at < BELIEVED_FOR
        {
            return key.works_at(now);
        }
        let searched = hash.clone();
        let forgotten = self.forgotten.load(Ordering::SeqCst);
        let found = store.system_read(move |tx| tx.find_machine_key_holder(&searched).map_err(ApiError::from)).await?;
        let Some(found) = found else {
            if let Ok(mut keys) = self.machine_keys.write() {
                keys.remove(&hash);
            }
            return Err(no_machine());
        };
        let instance = match known.map(|key| key.holder.instance).or_else(|| self.parsed(&found.instance.id)) {
            // Parsing the signing key again would cost more than the request.
            Some(instance) if instance.row == found.instance => instance,
            _ => Arc::new(Instance::from_row(found.instance)?),
        };
        let holder = Holder { instance, machine_id: Some(Arc::from(found.machine_id)) };
        let key = MachineKey { holder, expires_at: found.expires_at, found_at: now };
        if let Ok(mut keys) = self.machine_keys.write()
            && self.forgotten.load(Ordering::SeqCst) == forgotten
        {
            if keys.len() >= MOST_MACHINE_KEYS {
                keys.clear();
            }
            keys.insert(hash, key.clone());
        }
        key.works_at(now)
    }

    /// The instance of that id.
    pub(crate) async fn find_by_id(&self, store: &Store, clock: &Clock, id: &str) -> ApiResult<Option<Arc<Instance>>> {
        let searched = id.to_owned();
        self.find_named(store, clock, &format!("id {id}"), move |tx| tx.find_instance(&searched)).await
    }

    /// The instance whose Frontend API has that host, if only one has.
    pub(crate) async fn find_by_host(
        &self,
        store: &Store,
        clock: &Clock,
        host: &str,
    ) -> ApiResult<Option<Arc<Instance>>> {
        let searched = host.to_owned();
        self.find_named(store, clock, &format!("host {host}"), move |tx| tx.find_instance_by_host(&searched)).await
    }

    /// An instance that a request names without a key, remembered like those that keys open. What is unknown is not
    /// remembered: anybody may ask for anything.
    async fn find_named(
        &self,
        store: &Store,
        clock: &Clock,
        name: &str,
        find: impl Fn(&mut SystemTx<'_, '_>) -> Result<Option<InstanceRow>, StorageError> + Send + 'static,
    ) -> ApiResult<Option<Arc<Instance>>> {
        let now = clock.now();
        let known = self.found.read().ok().and_then(|found| found.get(name).cloned());
        if let Some((instance, found_at)) = &known
            && now - found_at < BELIEVED_FOR
        {
            return Ok(Some(Arc::clone(instance)));
        }
        let forgotten = self.forgotten.load(Ordering::SeqCst);
        let row = store.system_read(move |tx| find(tx).map_err(ApiError::from)).await?;
        let Some(row) = row else {
            if let Ok(mut found) = self.found.write() {
                found.remove(name);
            }
            return Ok(None);
        };
        let instance = match known.map(|(instance, _)| instance).or_else(|| self.parsed(&row.id)) {
            // Parsing the signing key again would cost more than the request.
            Some(instance) if instance.row == row => instance,
            _ => Arc::new(Instance::from_row(row)?),
        };
        if let Ok(mut found) = self.found.write()
            && self.forgotten.load(Ordering::SeqCst) == forgotten
        {
            found.insert(name.to_owned(), (Arc::clone(&instance), now));
        }
        Ok(Some(instance))
    }

    /// An instance of that id that one of the keys has opened before.
    fn parsed(&self, id: &str) -> Option<Arc<Instance>> {
        let found = self.found.read().ok()?;
        let by_key = found.values().map(|(instance, _)| instance).find(|instance| *instance.id == *id).cloned();
        drop(found);
        by_key.or_else(|| {
            let keys = self.machine_keys.read().ok()?;
            keys.values().map(|key| &key.holder.instance).find(|instance| *instance.id == *id).cloned()
        })
    }

    /// The instance that `secret_key` opens.
    pub(crate) async fn find(&self, store: &Store, clock: &Clock, secret_key: &str) -> ApiResult<Arc<Instance>> {
        let hash = crate::hash_secret(secret_key);
        let now = clock.now();
        let known = self.found.read().ok().and_then(|found| found.get(&hash).cloned());
        if let Some((instance, found_at)) = &known
            && now - found_at < BELIEVED_FOR
        {
            return Ok(Arc::clone(instance));
        }
        let key = hash.clone();
        let forgotten = self.forgotten.load(Ordering::SeqCst);
        let row = store.system_read(move |tx| tx.find_instance_by_key(&key).map_err(ApiError::from)).await?;
        let Some(row) = row else {
            if let Ok(mut found) = self.found.write() {
                found.remove(&hash);
            }
            return Err(kinds::CLERK_KEY_INVALID.with(
                "The secret key in the Authorization header opens no instance here. Use the key that \
                 `frontdesk serve` printed or wrote, or make one with `frontdesk instances create`.",
            ));
        };
        let instance = match known {
            // Parsing the signing key again would cost more than the request.
            Some((instance, _)) if instance.row == row => instance,
            _ => Arc::new(Instance::from_row(row)?),
        };
        if let Ok(mut found) = self.found.write()
            && self.forgotten.load(Ordering::SeqCst) == forgotten
        {
            found.insert(hash, (Arc::clone(&instance), now));
        }
        Ok(instance)
    }

    /// Forgets everything, so that the next request sees changed settings at once.
    pub(crate) fn forget(&self) {
        if let Ok(mut found) = self.found.write() {
            self.forgotten.fetch_add(1, Ordering::SeqCst);
            found.clear();
        }
        self.forget_machine_keys();
    }

    /// Forgets the keys of machines, so that one which was replaced works no longer than it should.
    pub(crate) fn forget_machine_keys(&self) {
        if let Ok(mut keys) = self.machine_keys.write() {
            self.forgotten.fetch_add(1, Ordering::SeqCst);
            keys.clear();
        }
    }
}

/// The refusal of what is no key of a machine, or one no longer.
fn no_machine() -> ApiError {
    kinds::MACHINE_SECRET_KEY_INVALID.with(
        "The Authorization header holds no secret key of a machine (`ak_…`) that works. \
         `GET /machines/{machine_id}/secret_key` tells the present one.",
    )
}
