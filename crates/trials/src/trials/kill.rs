//! The server is killed under write load, again and again: every acknowledged write is there afterwards.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use fastrand::Rng;

use super::{Database, Engine, folder, ledgers, sums};
use crate::program::Program;
use crate::{events, ledger, load, say};

/// The longest and shortest time under load, in milliseconds.
const LOAD: std::ops::Range<u64> = 200..2000;

/// What a trial found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How often the server was killed.
    pub rounds: usize,
    /// Writes that were acknowledged; all of them are there.
    pub acknowledged: usize,
    /// Writes that were under way at a kill.
    pub in_doubt: usize,
    /// Those of them that had happened.
    pub happened: usize,
}

/// Runs the trial.
///
/// # Errors
///
/// The first write that was acknowledged and is lost, or a count or row that is wrong.
pub fn run(program: &Program, engine: Engine, rounds: usize, seed: u64) -> Result<Outcome> {
    let folder = folder()?;
    let database = Database::new(engine, folder.path())?;
    let (mut ledgers, mut random) = (ledgers(), Rng::with_seed(seed));
    let mut outcome = Outcome { rounds: 0, acknowledged: 0, in_doubt: 0, happened: 0 };
    for round in 1..=rounds {
        let server = program.serve(&database.address, folder.path())?;
        let client = server.client();
        let pause = Duration::from_millis(random.u64(LOAD));
        let stop = |signals: &load::Signals| {
            // A kill before anything was acknowledged would show nothing.
            signals.wait("the first writes", |signals| signals.acknowledged() >= 20)?;
            std::thread::sleep(pause);
            server.kill()
        };
        load::run(&client, &mut ledgers, seed.wrapping_mul(1000).wrapping_add(round as u64), stop)?;
        let (acknowledged, in_doubt, _) = sums(&ledgers);
        let restarted = Instant::now();
        let server = program.serve(&database.address, folder.path()).context("the restart")?;
        let ready = restarted.elapsed();
        ledger::verify(&mut ledgers, &server.client()).with_context(|| format!("after kill {round}"))?;
        program.check(&database.address).with_context(|| format!("after kill {round}"))?;
        let events = events::verify(&ledgers, program, &database.address)
            .with_context(|| format!("the events after kill {round}"))?;
        let (_, _, happened) = sums(&ledgers);
        say(&format!(
            "kill {round:>2} on {engine:?} after {:>4} ms: {:>5} writes acknowledged, {in_doubt} in doubt, {} of them \
             had happened; ready again in {} ms; all there, check clean, {events} events tell each of them once",
            pause.as_millis(),
            acknowledged - outcome.acknowledged,
            happened - outcome.happened,
            ready.as_millis(),
        ));
        outcome = Outcome { rounds: round, acknowledged, in_doubt: outcome.in_doubt + in_doubt, happened };
    }
    say(&format!(
        "killed {} times on {engine:?}: {} writes acknowledged, none lost; {} in doubt, {} of them had happened; every \
         check clean",
        outcome.rounds, outcome.acknowledged, outcome.in_doubt, outcome.happened
    ));
    Ok(outcome)
}
