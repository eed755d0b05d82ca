//! Eight clients that write until they are told to stop or their server is gone.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::client::Client;
use crate::ledger::Ledger;
use crate::steps::{Ended, Writer};

/// How many clients write at once.
pub const CLIENTS: usize = 8;

/// What the clients and the one who directs them tell each other.
#[derive(Debug, Default)]
pub struct Signals {
    stop: AtomicBool,
    acknowledged: AtomicUsize,
    unavailable: AtomicUsize,
}

impl Signals {
    /// Tells the clients to stop after their current write.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Writes that were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Writes that were refused so far because the database was away.
    pub fn unavailable(&self) -> usize {
        self.unavailable.load(Ordering::Relaxed)
    }

    /// Waits until `done` holds; fails after a minute, or when all clients have stopped.
    pub fn wait(&self, what: &str, done: impl Fn(&Self) -> bool) -> Result<()> {
        for _ in 0..60_000 / 5 {
            if done(self) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("waited a minute for {what}: {self:?}")
    }
}

/// Runs the clients while `direct` goes on, then stops them. `seed` names the run, so that no two have the same names.
pub fn run<T>(
    client: &Client,
    ledgers: &mut [Ledger],
    seed: u64,
    direct: impl FnOnce(&Signals) -> Result<T>,
) -> Result<T> {
    let signals = Signals::default();
    std::thread::scope(|scope| {
        let tasks: Vec<_> = ledgers
            .iter_mut()
            .enumerate()
            .map(|(number, ledger)| {
                // Each client has a connection of its own.
                let (client, signals) = (client.clone(), &signals);
                scope.spawn(move || write(&client, ledger, signals, seed, number))
            })
            .collect();
        let directed = direct(&signals);
        signals.stop();
        for task in tasks {
            task.join().unwrap_or_else(|_| bail!("a client panicked"))?;
        }
        directed
    })
}

fn write(client: &Client, ledger: &mut Ledger, signals: &Signals, seed: u64, number: usize) -> Result<()> {
    let mut writer = Writer::new(seed.wrapping_mul(31).wrapping_add(number as u64), format!("r{seed}c{number}"));
    while !signals.stop.load(Ordering::Relaxed) {
        match writer.step(client, ledger)? {
            Ended::Acknowledged => {
                signals.acknowledged.fetch_add(1, Ordering::Relaxed);
            }
            Ended::Unavailable => {
                signals.unavailable.fetch_add(1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
            Ended::Lost => return Ok(()),
        }
    }
    Ok(())
}
