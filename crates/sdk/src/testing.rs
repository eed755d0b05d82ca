//! The whole API in the process of a test: a server on a free port, its data in memory.

use std::sync::{Arc, OnceLock};

use frontdesk_server::{Config, Keys, NewInstance, Running, Server, create_instance, generate_signing_key};
use frontdesk_storage::{Options, StorageError, Store};

pub use frontdesk_server::Clock;
pub use frontdesk_server::seed::{Seed, SeedReport};

use crate::Client;

/// A server of its own, with one development instance. It stops when it is dropped.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), frontdesk_sdk::Error> {
/// use frontdesk_sdk::testing::TestServer;
/// use frontdesk_sdk::users::GetUser;
///
/// let server = TestServer::start().await;
/// let nobody = server.client.send(GetUser { user_id: "user_1".to_owned() }).await;
/// assert!(nobody.is_err_and(|error| error.is_not_found()));
/// # Ok(())
/// # }
/// ```
pub struct TestServer {
    /// Where it listens, without a slash at the end.
    pub url: String,
    /// The secret key of the instance, `sk_test_…`.
    pub secret_key: String,
    /// The publishable key of the instance, `pk_test_…`.
    pub publishable_key: String,
    /// The id of the instance, `ins_…`.
    pub instance_id: String,
    /// A client with the secret key, which never sends a request twice.
    pub client: Client,
    running: Running,
}

/// How a test server is run.
#[derive(Clone, Debug)]
pub struct TestOptions {
    /// Where the data is kept: in memory, or `sqlite:FILE`, or `postgres://…`.
    pub database: String,
    /// The clock.
    pub clock: Clock,
    /// Makes ids and keys repeatable.
    pub id_seed: Option<u64>,
    /// A production instance instead of one for development.
    pub production: bool,
}

impl Default for TestOptions {
    fn default() -> Self {
        Self { database: "sqlite::memory:".to_owned(), clock: Clock::default(), id_seed: None, production: false }
    }
}

/// Why a test server did not start, or did not make what a seed describes.
#[derive(Debug, thiserror::Error)]
#[error("the test server could not be set up")]
pub struct TestServerError(#[source] Box<dyn std::error::Error + Send + Sync>);

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> TestServerError {
    TestServerError(Box::new(error))
}

impl TestServer {
    /// Starts a server with the default options.
    ///
    /// # Panics
    ///
    /// When no port is free or the machine has no memory left: no test could go on.
    pub async fn start() -> Self {
        match Self::start_with(TestOptions::default()).await {
            Ok(server) => server,
            Err(error) => panic!("{error}: {}", error.0),
        }
    }

    /// Starts a server with other options.
    pub async fn start_with(options: TestOptions) -> Result<Self, TestServerError> {
        let TestOptions { database, clock, id_seed, production } = options;
        let store = blocking(move || Store::open(&Options::new(database))).await?;
        let config = Config { clock, id_seed, ..Config::default() };
        let running = Server::start(config, store).await.map_err(failed)?;
        let keys = add_instance(&running, production).await?;
        let url = running.url();
        let client = Client::builder()
            .base_url(&url)
            .secret_key(&keys.secret_key)
            .retry(crate::RetryPolicy::none())
            .build()
            .map_err(failed)?;
        let Keys { instance_id, secret_key, publishable_key } = keys;
        Ok(Self { url, secret_key, publishable_key, instance_id, client, running })
    }

    /// Makes another instance in the same database and returns a client of it.
    pub async fn add_instance(&self) -> Result<Client, TestServerError> {
        let keys = add_instance(&self.running, false).await?;
        self.anonymous_builder().secret_key(&keys.secret_key).build().map_err(failed)
    }

    /// Makes what a seed describes, as `frontdesk seed` does: what no request can make, such as what users granted to
    /// OAuth applications. `docs/seed.md` says what may stand in one.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use frontdesk_sdk::testing::TestServer;
    ///
    /// let server = TestServer::start().await;
    /// let seed = serde_json::from_str(r#"{"users": [{"username": "ada"}]}"#)?;
    /// let report = server.seed(seed).await?;
    /// assert_eq!(report.users.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn seed(&self, seed: Seed) -> Result<SeedReport, TestServerError> {
        let (shared, id) = (Arc::clone(&self.running.shared), self.instance_id.clone());
        let apply = move || frontdesk_server::seed::apply(&shared.store, &shared.clock, &id, &seed);
        tokio::task::spawn_blocking(apply).await.map_err(failed)?.map_err(failed)
    }

    /// A client without a secret key.
    pub fn anonymous(&self) -> Result<Client, TestServerError> {
        self.anonymous_builder().build().map_err(failed)
    }

    fn anonymous_builder(&self) -> crate::ClientBuilder {
        Client::builder().base_url(&self.url).retry(crate::RetryPolicy::none())
    }

    /// Answers what was read and stops.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}

async fn add_instance(running: &Running, production: bool) -> Result<Keys, TestServerError> {
    let shared = Arc::clone(&running.shared);
    let pem = blocking(signing_key).await?;
    let now = shared.clock.now();
    let instance_id = shared.ids.new_id("ins", now);
    let store = shared.store.clone();
    let new = NewInstance { production, ..NewInstance::default() };
    store
        .system(move |tx| create_instance(tx, &shared.ids, now, &new, &pem, &instance_id))
        .await
        .map_err(|error: StorageError| failed(error))
}

/// One key pair for all servers of the process, since making one takes longer than most tests. Tokens of one instance
/// are still refused by another: they name the instance.
fn signing_key() -> Result<String, StorageError> {
    static KEY: OnceLock<Result<String, String>> = OnceLock::new();
    KEY.get_or_init(|| generate_signing_key("ins_test").map_err(|error| error.to_string()))
        .clone()
        .map_err(StorageError::Statement)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, TestServerError> {
    tokio::task::spawn_blocking(work).await.map_err(failed)?.map_err(failed)
}
