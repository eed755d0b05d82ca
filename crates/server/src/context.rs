//! What a handler knows besides its request: whose data, which version, what time.

use std::sync::Arc;

use frontdesk_contract::ApiVersion;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::{Store, Tx};
use frontdesk_tokens::IdSource;
use tokio::sync::{Notify, Semaphore};

use crate::authorization_server::throttle::Throttle;
use crate::bearer_tokens::last_used::LastUsed;
use crate::breaches::{self, Breaches};
use crate::clock::Clock;
use crate::conditions::{Hardship, Stale};
use crate::delivery::{Delivery, Message};
use crate::dns::Dns;
use crate::error::{ApiResult, kinds};
use crate::events::Caller;
use crate::instance::{Instance, Instances};
use crate::limits::Limiter;
use crate::outbound::Outbound;

/// What all requests share.
pub struct Shared {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Where ids and secrets come from.
    pub ids: IdSource,
    /// Where this server is reached from outside, without a slash at the end; pictures are linked there.
    pub public_url: String,
    /// Who carries messages to people.
    pub delivery: Arc<dyn Delivery>,
    /// Who knows passwords from breaches, beside the most frequent ones, which are always known.
    pub breaches: Arc<dyn Breaches>,
    /// Looks names up.
    pub dns: Arc<Dns>,
    /// Asks other servers.
    pub outbound: Outbound,
    pub(crate) instances: Instances,
    /// Counts requests where they are limited.
    pub(crate) limiter: Option<Limiter>,
    /// What requests meet where hard conditions are asked for.
    pub(crate) hardship: Option<Hardship>,
    /// Answers that are repeated for a while, where reads lag behind.
    pub(crate) stale: Option<Stale>,
    /// How many proxies of ours each request passes, which say where it came from.
    pub(crate) trusted_proxies: usize,
    /// Told when a deletion leaves rows behind for the background.
    pub(crate) leftovers: Notify,
    /// When tokens of machines and API keys were last used, as far as that is not written yet.
    pub(crate) bearers_used: LastUsed,
    pub(crate) hashing: Arc<Semaphore>,
    /// How often passwords were tried lately.
    pub(crate) throttle: Throttle,
}

impl Shared {
    /// Runs something slow on a thread that may block.
    pub async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "a slow step failed");
            kinds::INTERNAL.with("The server failed to answer. The log has the reason beside this trace id.")
        })
    }

    pub(crate) fn hashing_slots() -> Arc<Semaphore> {
        Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)))
    }

    /// Hashes or verifies passwords and codes on a thread that may block, no more of them at a time than there
    /// are processors: each takes one, and memory with it.
    pub async fn hash<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
        let permit = Arc::clone(&self.hashing).acquire_owned().await.ok();
        self.blocking(move || {
            let result = work();
            drop(permit);
            result
        })
        .await
    }

    /// Whether a password is known from breaches. Who cannot be asked knows nothing.
    pub(crate) async fn is_breached(self: &Arc<Self>, password: &str) -> ApiResult<bool> {
        let (shared, digest) = (Arc::clone(self), breaches::digest(password));
        self.blocking(move || {
            shared.breaches.contains(&digest).unwrap_or_else(|error| {
                tracing::warn!(%error, "the list of breached passwords cannot be asked");
                false
            })
        })
        .await
    }

    /// Makes requests see at once that keys of machines work no more.
    pub(crate) fn forget_machine_keys(&self) {
        self.instances.forget_machine_keys();
    }

    /// Makes requests see changed settings and keys at once.
    pub fn forget_instances(&self) {
        self.instances.forget();
    }
}

/// The context of one request. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// What all requests share.
    pub shared: Arc<Shared>,
    /// The instance that the secret key opened.
    pub instance: Arc<Instance>,
    /// The machine whose key was sent, `mch_…`; `None` for a key of the instance.
    pub machine_id: Option<Arc<str>>,
    /// The version of the API whose declaration of the operation counts.
    pub version: ApiVersion,
    /// The version that the request itself names, if it names one.
    pub named_version: Option<ApiVersion>,
    /// The time of the request, milliseconds since the epoch.
    pub now: i64,
    /// Who sent the request.
    pub caller: Caller,
}

impl Context {
    /// A new id: `prefix_` and 27 characters.
    pub fn new_id(&self, prefix: &str) -> String {
        self.shared.ids.new_id(prefix, self.now)
    }

    /// The settings of the instance.
    pub fn settings(&self) -> &Settings {
        self.instance.settings()
    }

    /// Hands a message over, if there is one. Only what is durable may be told: call it after the unit of work.
    pub(crate) fn deliver(&self, message: impl Into<Option<Message>>) {
        if let Some(message) = message.into() {
            self.shared.delivery.deliver(&self.instance.id, message);
        }
    }

    /// Runs a unit of work that only reads.
    pub async fn read<T, F>(&self, work: F) -> ApiResult<T>
    where
        F: Fn(&mut Tx<'_, '_>) -> ApiResult<T> + Send + 'static,
        T: Send + 'static,
    {
        self.shared.store.read(Arc::clone(&self.instance.id), work).await
    }

    /// Runs a unit of work that only reads, and whose parts have to agree with each other.
    pub async fn read_snapshot<T, F>(&self, work: F) -> ApiResult<T>
    where
        F: Fn(&mut Tx<'_, '_>) -> ApiResult<T> + Send + 'static,
        T: Send + 'static,
    {
        self.shared.store.read_snapshot(Arc::clone(&self.instance.id), work).await
    }

    /// Runs a unit of work that writes; it may run more than once.
    pub async fn write<T, F>(&self, work: F) -> ApiResult<T>
    where
        F: Fn(&mut Tx<'_, '_>) -> ApiResult<T> + Send + 'static,
        T: Send + 'static,
    {
        self.shared.store.write(Arc::clone(&self.instance.id), work).await
    }

    /// Runs something slow on a thread that may block.
    pub async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
        self.shared.blocking(work).await
    }

    /// Hashes or verifies passwords and codes; see [`Shared::hash`].
    pub async fn hash<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> ApiResult<T> {
        self.shared.hash(work).await
    }
}
