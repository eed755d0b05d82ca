//! The store: hands units of work to the threads that own the connections and gives their answers back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use crate::tx::{Connection, SystemTx, Tx};
use crate::{StorageError, postgres, sqlite};

/// Where the data is kept, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:FILE`, `sqlite::memory:` or `postgres://…`.
    pub address: String,
    /// How many threads read (SQLite), or how many connections there are (PostgreSQL).
    pub connections: Option<usize>,
    /// Bytes of the SQLite file that are mapped into memory; 0 for none.
    pub mmap_bytes: u64,
    /// How many units of work one SQLite transaction may hold.
    pub jobs_per_commit: usize,
    /// How long a SQLite writer waits for another process, and a PostgreSQL client for its server.
    pub patience: Duration,
}

impl Options {
    /// The defaults, at `address`.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            connections: None,
            mmap_bytes: 0,
            jobs_per_commit: 256,
            patience: Duration::from_secs(5),
        }
    }
}

/// Figures of the store that an operator watches; each only grows, but for the queue.
#[derive(Debug, Default)]
pub struct Statistics {
    /// Units of work that wait for the writer.
    pub writes_waiting: AtomicU64,
    /// Units of work that were committed.
    pub jobs: AtomicU64,
    /// Commits that made them durable.
    pub commits: AtomicU64,
    /// Units of work that ran again because another one was in the way.
    pub retries: AtomicU64,
}

/// How one run of a job ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ran {
    /// Keep its changes.
    Keep,
    /// Undo its changes; its answer is an error.
    Undo,
}

/// A unit of work on its way through a driver.
pub(crate) trait Job: Send {
    /// Runs it; may be called again after [`Ran::Undo`].
    fn run(&mut self, connection: &mut Connection<'_>) -> Ran;
    /// Gives the answer back; `error` says that the changes did not become durable after all.
    fn finish(self: Box<Self>, error: Option<StorageError>);
}

struct TypedJob<F, T, E> {
    work: F,
    answer: Option<Result<T, E>>,
    sender: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for TypedJob<F, T, E>
where
    F: Fn(&mut Connection<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StorageError> + Send,
{
    fn run(&mut self, connection: &mut Connection<'_>) -> Ran {
        let answer = catch_unwind(AssertUnwindSafe(|| (self.work)(connection))).unwrap_or_else(|panic| {
            let message = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_default();
            Err(StorageError::Panicked(message).into())
        });
        let ran = if answer.is_ok() { Ran::Keep } else { Ran::Undo };
        self.answer = Some(answer);
        ran
    }

    fn finish(self: Box<Self>, error: Option<StorageError>) {
        let answer = match (error, self.answer) {
            // An answer that is an error already changed nothing and stays what it is.
            (Some(_), Some(Err(answer))) | (None, Some(Err(answer))) => Err(answer),
            (Some(error), _) => Err(error.into()),
            (None, Some(Ok(answer))) => Ok(answer),
            (None, None) => Err(StorageError::Unavailable("the database thread has stopped".to_owned()).into()),
        };
        // Whoever asked may have gone away.
        let _ = self.sender.send(answer);
    }
}

/// The two engines.
pub(crate) enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// The database. Cheap to clone; the connections close when the last clone goes.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Arc<Engine>,
    statistics: Arc<Statistics>,
    /// Told when this process has written events.
    pub(crate) recorded: watch::Sender<()>,
    /// On PostgreSQL: up to which number events could be read safely when somebody last looked.
    pub(crate) settled: Arc<AtomicI64>,
}

impl Store {
    /// Opens the database, creating and migrating it where needed. Blocks.
    pub fn open(options: &Options) -> Result<Self, StorageError> {
        let statistics = Arc::new(Statistics::default());
        let recorded = watch::Sender::new(());
        let engine = if let Some(path) = options.address.strip_prefix("sqlite:") {
            Engine::Sqlite(sqlite::Sqlite::open(path, options, Arc::clone(&statistics), recorded.clone())?)
        } else if options.address.starts_with("postgres://") || options.address.starts_with("postgresql://") {
            Engine::Postgres(postgres::Postgres::open(options, Arc::clone(&statistics), recorded.clone())?)
        } else {
            return Err(StorageError::Address(options.address.clone()));
        };
        Ok(Self { engine: Arc::new(engine), statistics, recorded, settled: Arc::default() })
    }

    /// Figures for the operator.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    fn submit<T, E, F>(&self, writes: bool, work: F) -> oneshot::Receiver<Result<T, E>>
    where
        F: Fn(&mut Connection<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job = Box::new(TypedJob { work, answer: None, sender });
        if writes {
            self.statistics.writes_waiting.fetch_add(1, Ordering::Relaxed);
        }
        match &*self.engine {
            Engine::Sqlite(engine) => engine.submit(job, writes),
            Engine::Postgres(engine) => engine.submit(job, writes),
        }
        receiver
    }

    /// Runs a unit of work that only reads, for one instance.
    pub async fn read<T, E, F>(&self, instance: Arc<str>, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_, '_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        answer(self.submit(false, move |connection| work(&mut Tx::new(connection, Arc::clone(&instance)))).await)
    }

    /// Like [`Self::read`]; every statement sees the same moment, which costs PostgreSQL a transaction. For answers
    /// whose parts have to agree, such as rows and their total.
    pub async fn read_snapshot<T, E, F>(&self, instance: Arc<str>, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_, '_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        answer(self.submit_snapshot(move |connection| work(&mut Tx::new(connection, Arc::clone(&instance)))).await)
    }

    /// Runs a unit of work that writes, for one instance: `Ok` is durable when it comes back, `Err`
    /// has changed nothing. The work may run more than once.
    pub async fn write<T, E, F>(&self, instance: Arc<str>, work: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_, '_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        answer(self.submit(true, move |connection| work(&mut Tx::new(connection, Arc::clone(&instance)))).await)
    }

    /// Runs a unit of work of the operator. It may write.
    pub async fn system<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut SystemTx<'_, '_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        answer(self.submit(true, move |connection| work(&mut SystemTx { connection })).await)
    }

    /// Like [`Self::system`], for a thread that may block.
    pub fn system_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut SystemTx<'_, '_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        answer(self.submit(true, move |connection| work(&mut SystemTx { connection })).blocking_recv())
    }

    /// Reads across instances: key look-ups and health.
    pub async fn system_read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut SystemTx<'_, '_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        answer(self.submit(false, move |connection| work(&mut SystemTx { connection })).await)
    }

    /// Reads across instances and sees one moment of the database in every statement.
    pub(crate) async fn snapshot<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        F: Fn(&mut Connection<'_>) -> Result<T, StorageError> + Send + 'static,
        T: Send + 'static,
    {
        answer(self.submit_snapshot(work).await)
    }

    /// Like [`Self::snapshot`], for a thread that may block.
    pub(crate) fn snapshot_blocking<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        F: Fn(&mut Connection<'_>) -> Result<T, StorageError> + Send + 'static,
        T: Send + 'static,
    {
        answer(self.submit_snapshot(work).blocking_recv())
    }

    fn submit_snapshot<T, E, F>(&self, work: F) -> oneshot::Receiver<Result<T, E>>
    where
        F: Fn(&mut Connection<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        // Readers of SQLite have a snapshot anyway; in PostgreSQL only a transaction can have one.
        let postgres = matches!(&*self.engine, Engine::Postgres(_));
        self.submit(postgres, move |connection| {
            if postgres {
                connection.batch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
                // Nothing is locked that nobody may change.
                connection.writable = false;
            }
            work(connection)
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StorageError> {
        self.system_read(|tx| tx.connection.query("SELECT 1", &[], |_| Ok(())).map(|_| ())).await
    }
}

fn answer<T, E: From<StorageError>>(received: Result<Result<T, E>, oneshot::error::RecvError>) -> Result<T, E> {
    received.unwrap_or_else(|_| Err(StorageError::Unavailable("the database thread has stopped".to_owned()).into()))
}
