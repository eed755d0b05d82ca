//! PostgreSQL: a pool of threads with a connection each. A unit of work that writes is one
//! transaction with explicit row locks, and runs again when another one was in the way.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use postgres::{Client, Config, NoTls};
use tokio::sync::watch;

use crate::cache::Cache;
use crate::error::DriverError;
use crate::store::{Job, Options, Ran, Statistics};
use crate::tx::{Connection, Driver};
use crate::{StorageError, events, migrate};

/// How often a unit of work runs before its conflict is reported.
const ATTEMPTS: u32 = 50;
/// Connections unless the operator says otherwise.
const CONNECTIONS: usize = 16;
/// Into how many rows a kept counter is spread.
const COUNTER_SLOTS: u64 = 64;

pub(crate) struct Postgres {
    jobs: Sender<(Box<dyn Job>, bool)>,
}

impl Postgres {
    pub(crate) fn open(
        options: &Options,
        statistics: Arc<Statistics>,
        recorded: watch::Sender<()>,
    ) -> Result<Self, StorageError> {
        let mut config: Config = options.address.parse().map_err(|_| StorageError::Address(options.address.clone()))?;
        config.connect_timeout(options.patience).application_name("frontdesk");
        let mut client = connect(&config)?;
        let mut statements = HashMap::new();
        let cache = Arc::new(Cache::default());
        migrate::run(&mut Connection::new(
            Driver::Postgres { client: &mut client, statements: &mut statements },
            true,
            0,
            &cache,
        ))?;
        drop(client);
        let (jobs, queue) = unbounded();
        let first_slot = RandomState::new().build_hasher().finish();
        for number in 0..options.connections.unwrap_or(CONNECTIONS).max(1) {
            let (config, queue) = (config.clone(), queue.clone());
            let (statistics, cache) = (Arc::clone(&statistics), Arc::clone(&cache));
            let recorded = recorded.clone();
            let slot = (first_slot.wrapping_add(number as u64) % COUNTER_SLOTS) as i64;
            thread::Builder::new()
                .name(format!("postgres-{number}"))
                .spawn(move || {
                    let statements = HashMap::new();
                    Worker { config, client: None, statements, slot, statistics, cache, recorded }.work(&queue);
                })
                .map_err(|error| StorageError::Unavailable(format!("no thread could be started: {error}")))?;
        }
        Ok(Self { jobs })
    }

    pub(crate) fn submit(&self, job: Box<dyn Job>, writes: bool) {
        if let Err(returned) = self.jobs.send((job, writes)) {
            returned.0.0.finish(Some(StorageError::Unavailable("the database threads have stopped".to_owned())));
        }
    }
}

fn connect(config: &Config) -> Result<Client, StorageError> {
    config.connect(NoTls).map_err(|error| {
        let DriverError { error, .. } = error.into();
        StorageError::Unavailable(error.to_string())
    })
}

struct Worker {
    config: Config,
    client: Option<Client>,
    statements: HashMap<String, postgres::Statement>,
    slot: i64,
    statistics: Arc<Statistics>,
    cache: Arc<Cache>,
    recorded: watch::Sender<()>,
}

impl Worker {
    fn work(mut self, queue: &Receiver<(Box<dyn Job>, bool)>) {
        for (mut job, writes) in queue {
            if writes {
                let waiting = &self.statistics.writes_waiting;
                let _ = waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |now| Some(now.saturating_sub(1)));
            }
            let error = self.run(&mut *job, writes).err();
            if let Some(error) = &error {
                tracing::warn!(%error, "a unit of work could not be finished");
            }
            if self.client.as_ref().is_some_and(Client::is_closed) {
                self.client = None;
            }
            job.finish(error);
        }
    }

    fn run(&mut self, job: &mut dyn Job, writes: bool) -> Result<(), StorageError> {
        for attempt in 1..=ATTEMPTS {
            if self.client.as_ref().is_none_or(Client::is_closed) {
                self.statements.clear();
                self.client = Some(connect(&self.config)?);
            }
            let Some(client) = &mut self.client else { continue };
            if writes && let Err(error) = client.batch_execute("BEGIN") {
                // Nothing has run yet: a connection that had died unnoticed may be replaced.
                if client.is_closed() && attempt < 3 {
                    continue;
                }
                return Err(DriverError::from(error).error);
            }
            let mut connection = Connection::new(
                Driver::Postgres { client, statements: &mut self.statements },
                writes,
                self.slot,
                &self.cache,
            );
            let ran = job.run(&mut connection);
            let mut retry = connection.retry && ran == Ran::Undo;
            let recorded = std::mem::take(&mut connection.events);
            let Some(client) = &mut self.client else { continue };
            if !writes {
                // A read that met a dead connection has seen nothing: try once more on a fresh one.
                if ran == Ran::Undo && client.is_closed() && attempt < 3 {
                    continue;
                }
                return Ok(());
            }
            if ran == Ran::Keep {
                match client.batch_execute(&events::commit_text(&recorded)) {
                    Ok(()) => {
                        self.statistics.jobs.fetch_add(1, Ordering::Relaxed);
                        self.statistics.commits.fetch_add(1, Ordering::Relaxed);
                        if !recorded.is_empty() {
                            self.recorded.send_replace(());
                        }
                        return Ok(());
                    }
                    Err(error) => {
                        let DriverError { error, retry: again } = error.into();
                        if !again {
                            return Err(error);
                        }
                        retry = true;
                    }
                }
            }
            let _ = client.batch_execute("ROLLBACK");
            if !retry {
                return Ok(());
            }
            self.statistics.retries.fetch_add(1, Ordering::Relaxed);
        }
        Err(StorageError::Unavailable("other requests were in the way too often".to_owned()))
    }
}
