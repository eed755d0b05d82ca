//! Random workloads on a model in memory and on the real server: the same answers, and the same visible state.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::{Database, Engine, folder};
use crate::client::Client;
use crate::load::CLIENTS;
use crate::model::Operation;
use crate::program::Program;
use crate::say;
use crate::workload::{Mismatch, Tally, explain, generate, run as run_workload};

/// What the trial needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Workloads {
    /// How many.
    pub rounds: usize,
    /// Operations of each.
    pub operations: usize,
    /// The seed of the first; the others have the ones that follow.
    pub seed: u64,
}

/// What the clients tell each other.
struct Shared {
    next: AtomicUsize,
    failed: AtomicBool,
    tally: Mutex<Tally>,
}

/// Runs the trial.
///
/// # Errors
///
/// The first workload that is answered otherwise than the model says, shortened; or what the check finds.
pub fn run(program: &Program, engine: Engine, workloads: Workloads) -> Result<Tally> {
    let folder = folder()?;
    let database = Database::new(engine, folder.path())?;
    let server = program.serve(&database.address, folder.path())?;
    let client = server.client();
    let started = Instant::now();
    let shared =
        Shared { next: AtomicUsize::new(0), failed: AtomicBool::new(false), tally: Mutex::new(Tally::default()) };
    let failures: Vec<Result<Option<Failure>>> = std::thread::scope(|scope| {
        let work = || work(&server.client(), engine, workloads, &shared);
        let tasks: Vec<_> = (0..CLIENTS.min(workloads.rounds)).map(|_| scope.spawn(work)).collect();
        tasks.into_iter().map(|task| task.join().unwrap_or_else(|_| bail!("a client panicked"))).collect()
    });
    for failure in failures {
        if let Some(Failure { seed, operations, mismatch }) = failure? {
            let text = explain(&client, seed, &operations, mismatch)?;
            let log = server.log();
            let warnings: Vec<&str> =
                log.lines().filter(|line| line.contains("WARN") || line.contains("ERROR")).take(20).collect();
            bail!("on {engine:?}, {text}\n{}", warnings.join("\n"));
        }
    }
    let elapsed = started.elapsed();
    drop(server);
    program.check(&database.address)?;
    let tally = shared.tally.into_inner().map_err(|_| anyhow::anyhow!("a client panicked"))?;
    say(&format!(
        "{} workloads on {engine:?} in {:.1} s: {} operations, {} of them refused with {} codes, each as the \
         model says; {} comparisons, no difference; check clean",
        tally.workloads,
        elapsed.as_secs_f64(),
        tally.operations,
        tally.refused,
        tally.codes.len(),
        tally.comparisons,
    ));
    let codes: Vec<String> = tally.codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
    say(&format!("refused: {}", codes.join(", ")));
    Ok(tally)
}

/// A workload that went wrong.
struct Failure {
    seed: u64,
    operations: Vec<Operation>,
    mismatch: Mismatch,
}

/// Runs workloads until there are no more, or one has gone wrong.
fn work(client: &Client, engine: Engine, workloads: Workloads, shared: &Shared) -> Result<Option<Failure>> {
    loop {
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        if number >= workloads.rounds || shared.failed.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let seed = workloads.seed.wrapping_add(number as u64);
        let operations = generate(seed, workloads.operations);
        let mut tally = Tally::default();
        let outcome = run_workload(client, &operations, &mut tally).inspect_err(|_| {
            shared.failed.store(true, Ordering::Relaxed);
        });
        if let Err(mismatch) = outcome.with_context(|| format!("workload {seed}"))? {
            shared.failed.store(true, Ordering::Relaxed);
            return Ok(Some(Failure { seed, operations, mismatch }));
        }
        let mut sum = shared.tally.lock().map_err(|_| anyhow::anyhow!("a client panicked"))?;
        sum.add(&tally);
        if sum.workloads % 100 == 0 {
            say(&format!(
                "workloads {:>4} on {engine:?}: {} operations, {} refused, {} comparisons",
                sum.workloads, sum.operations, sum.refused, sum.comparisons
            ));
        }
    }
}
