//! SQLite: threads that read, and one that writes, taking every waiting unit of work into one commit.

mod checkpoints;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use rusqlite::config::DbConfig;
use rusqlite::{Connection as Database, OpenFlags};
use tokio::sync::watch;

use crate::cache::Cache;
use crate::error::DriverError;
use crate::store::{Job, Options, Ran, Statistics};
use crate::tx::{Connection, Driver};
use crate::{StorageError, events, migrate, search};

use checkpoints::Checkpoints;

/// How long nothing is written before the writer looks after the search index.
const IDLE: Duration = Duration::from_millis(100);
/// How often a unit of work waits for another process before it gives up.
const ATTEMPTS: u32 = 5;

pub(crate) struct Sqlite {
    reads: Sender<Queued>,
    writes: Sender<Queued>,
    handed_in: Arc<AtomicU64>,
}

impl Sqlite {
    pub(crate) fn open(
        path: &str,
        options: &Options,
        statistics: Arc<Statistics>,
        recorded: watch::Sender<()>,
    ) -> Result<Self, StorageError> {
        let memory = path == ":memory:";
        // A name of its own, so that readers and the writer of one store share it and two stores do not.
        let path = if memory {
            static NEXT: AtomicU64 = AtomicU64::new(0);
            format!("file:frontdesk-{}?mode=memory&cache=shared", NEXT.fetch_add(1, Ordering::Relaxed))
        } else {
            path.trim_start_matches("//").to_owned()
        };
        let mut writer = connect(&path, options, memory)?;
        let (cache, handed_in) = (Arc::new(Cache::default()), Arc::new(AtomicU64::new(0)));
        migrate::run(&mut Connection::new(Driver::Sqlite(&writer), true, 0, &cache))?;
        let checkpoints = if memory {
            None
        } else {
            let (path, options) = (path.clone(), options.clone());
            Some(Checkpoints::start(&mut writer, move || connect(&path, &options, memory))?)
        };
        let (writes, write_queue) = unbounded();
        // Readers of a database in memory would lock each other out through the shared cache.
        let readers = if memory { 0 } else { options.connections.unwrap_or(2).max(1) };
        let jobs_per_commit = options.jobs_per_commit.max(1);
        let known = Arc::clone(&cache);
        spawn("sqlite-writer", move || {
            write_loop(&writer, &write_queue, jobs_per_commit, &statistics, &recorded, &known, checkpoints);
        })?;
        let reads = if readers == 0 {
            writes.clone()
        } else {
            let (reads, read_queue) = unbounded();
            for _ in 0..readers {
                let reader = connect(&path, options, memory)?;
                let queue: Receiver<Queued> = read_queue.clone();
                let (known, counted) = (Arc::clone(&cache), Arc::clone(&handed_in));
                spawn("sqlite-reader", move || read_loop(&reader, &queue, &counted, &known))?;
            }
            reads
        };
        Ok(Self { reads, writes, handed_in })
    }

    pub(crate) fn submit(&self, job: Box<dyn Job>, writes: bool) {
        let queue = if writes { &self.writes } else { &self.reads };
        let number = self.handed_in.fetch_add(1, Ordering::SeqCst) + 1;
        if let Err(returned) = queue.send(Queued { job, number }) {
            returned.0.job.finish(Some(StorageError::Unavailable("the database thread has stopped".to_owned())));
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), StorageError> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(|_| ())
        .map_err(|error| StorageError::Unavailable(format!("no thread could be started: {error}")))
}

fn connect(path: &str, options: &Options, memory: bool) -> Result<Database, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let open = || -> rusqlite::Result<Database> {
        let database = Database::open_with_flags(path, flags)?;
        database.busy_timeout(options.patience)?;
        database.set_prepared_statement_cache_capacity(256);
        // Otherwise many a statement is planned anew for each value that it is given, which costs more than a look-up.
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        if !memory {
            database.execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")?;
        }
        // The writer touches a page of every index for each row; pages that stay in memory between commits are not read
        // again.
        database.execute_batch(&format!(
            "PRAGMA cache_size=-{}; PRAGMA mmap_size={}; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF;",
            64 * 1024,
            options.mmap_bytes
        ))?;
        Ok(database)
    };
    open().map_err(|error| StorageError::Unavailable(format!("`{path}` cannot be opened: {error}")))
}

/// A unit of work that waits, and how many had been handed in when it was.
struct Queued {
    job: Box<dyn Job>,
    number: u64,
}

/// How many units of work share a snapshot at most, since an old one keeps the log from being written back.
const SHARED: usize = 32;

/// Runs one unit of work after the other. Those that were handed in before a snapshot began may share it, which
/// saves them the cost of one of their own: it is that of a look-up.
fn read_loop(database: &Database, queue: &Receiver<Queued>, handed_in: &AtomicU64, cache: &Cache) {
    let mut next = queue.recv().ok();
    while next.is_some() {
        let mut horizon = handed_in.load(Ordering::SeqCst);
        let (mut begun, mut shared) = (false, 0);
        while let Some(mut queued) = next.take_if(|queued| shared < SHARED && queued.number <= horizon) {
            for _ in 0..ATTEMPTS {
                let mut connection = Connection::new(Driver::Sqlite(database), false, 0, cache);
                begun = begun || database.prepare_cached("BEGIN").and_then(|mut begin| begin.execute([])).is_ok();
                let ran = if begun { queued.job.run(&mut connection) } else { Ran::Undo };
                if ran == Ran::Keep || !connection.retry {
                    break;
                }
                // Only a later moment may be free of what was in the way.
                rollback(database);
                begun = false;
                horizon = handed_in.load(Ordering::SeqCst);
            }
            queued.job.finish(None);
            next = queue.try_recv().ok();
            // An error of the disk ends the snapshot.
            shared = if database.is_autocommit() { SHARED } else { shared + 1 };
        }
        rollback(database);
        next = next.or_else(|| queue.recv().ok());
    }
}

fn rollback(database: &Database) {
    let _ = database.prepare_cached("ROLLBACK").and_then(|mut rollback| rollback.execute([]));
}

fn write_loop(
    database: &Database,
    queue: &Receiver<Queued>,
    jobs_per_commit: usize,
    statistics: &Statistics,
    recorded: &watch::Sender<()>,
    cache: &Cache,
    mut checkpoints: Option<Checkpoints>,
) {
    // Whether the search index may be in more pieces than it need be.
    let mut untidy = true;
    loop {
        let first = if untidy { queue.recv_timeout(IDLE) } else { queue.recv().map_err(RecvTimeoutError::from) };
        let first = match first {
            Ok(first) => first.job,
            Err(RecvTimeoutError::Timeout) => {
                let mut connection = Connection::new(Driver::Sqlite(database), true, 0, cache);
                untidy = search::tidy(&mut connection).unwrap_or_else(|error| {
                    tracing::warn!(%error, "the search index could not be looked after");
                    false
                });
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        untidy = true;
        let mut jobs = Vec::with_capacity(16);
        jobs.push(first);
        while jobs.len() < jobs_per_commit
            && let Ok(queued) = queue.try_recv()
        {
            jobs.push(queued.job);
        }
        let count = jobs.len() as u64;
        let waiting = &statistics.writes_waiting;
        let _ = waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |now| Some(now.saturating_sub(count)));
        let written = run_group(database, &mut jobs, cache);
        if let Ok(true) = written {
            recorded.send_replace(());
        }
        let error = written.err().map(|error| error.error);
        if error.is_none() {
            statistics.jobs.fetch_add(count, Ordering::Relaxed);
            statistics.commits.fetch_add(1, Ordering::Relaxed);
        } else if !database.is_autocommit() {
            let _ = database.execute_batch("ROLLBACK");
        }
        if let Some(error) = &error {
            tracing::error!(%error, jobs = count, "a group of writes was not committed");
        }
        for job in jobs {
            job.finish(error.as_ref().map(|error| StorageError::Unavailable(error.to_string())));
        }
        if let Some(checkpoints) = &mut checkpoints {
            checkpoints.after_commit(database);
        }
    }
}

/// Runs every job inside one transaction and commits once. Most jobs keep what they write, so none gets a
/// savepoint at first, which would cost a copy of every page it touches; when one wants to undo its
/// writes, the whole group runs again with a savepoint each. Tells whether events were written.
fn run_group(database: &Database, jobs: &mut [Box<dyn Job>], cache: &Cache) -> Result<bool, DriverError> {
    let recorded = if let Some(recorded) = run_jobs(database, jobs, cache, false)? {
        recorded
    } else {
        database.execute_batch("ROLLBACK")?;
        run_jobs(database, jobs, cache, true)?.unwrap_or(false)
    };
    database.prepare_cached("COMMIT")?.execute([])?;
    Ok(recorded)
}

/// Begins a transaction and runs the jobs in it; tells whether they recorded events. `None` when a job without a
/// savepoint has to undo its writes.
fn run_jobs(
    database: &Database,
    jobs: &mut [Box<dyn Job>],
    cache: &Cache,
    savepoints: bool,
) -> Result<Option<bool>, DriverError> {
    database.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let mut connection = Connection::new(Driver::Sqlite(database), true, 0, cache);
    let mut recorded = false;
    let failed = |error| DriverError { error, retry: false };
    for job in jobs.iter_mut() {
        if savepoints {
            database.prepare_cached("SAVEPOINT job")?.execute([])?;
        }
        let (searched, changed) = (connection.search_changes.len(), database.total_changes());
        let ran = job.run(&mut connection);
        if database.is_autocommit() {
            // A full disk or a failing one has rolled back the whole transaction.
            return Err(DriverError {
                error: StorageError::Unavailable("the database rolled the transaction back".to_owned()),
                retry: false,
            });
        }
        if ran == Ran::Undo {
            connection.search_changes.truncate(searched);
            connection.events.clear();
            if savepoints {
                database.prepare_cached("ROLLBACK TO job")?.execute([])?;
            } else if database.total_changes() != changed {
                return Ok(None);
            }
        }
        recorded |= events::write_recorded(&mut connection).map_err(failed)?;
        if savepoints {
            database.prepare_cached("RELEASE job")?.execute([])?;
        }
    }
    search::write_changes(&mut connection).map_err(failed)?;
    Ok(Some(recorded))
}
