//! The instance that a secret key opens, with its keys parsed, kept for a moment.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use frontdesk_storage::Store;
use frontdesk_storage::instances::{InstanceRow, Settings};
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

/// Finds instances by secret keys.
pub(crate) struct Instances {
    found: RwLock<HashMap<String, (Arc<Instance>, i64)>>,
    /// How often everything was forgotten. What was read before that is not kept.
    forgotten: AtomicU64,
}

impl Instances {
    pub(crate) fn new() -> Self {
        Self { found: RwLock::new(HashMap::new()), forgotten: AtomicU64::new(0) }
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
    }
}
