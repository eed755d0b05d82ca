//! PostgreSQL is killed under a server that keeps running: requests get a clean refusal, and afterwards all is there.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fastrand::Rng;

use super::{Database, Engine, folder, ledgers, sums};
use crate::client::Reply;
use crate::load::{self, CLIENTS};
use crate::program::Program;
use crate::{ledger, say};

/// What the trial found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How often PostgreSQL was killed.
    pub rounds: usize,
    /// Writes that were acknowledged; all of them are there.
    pub acknowledged: usize,
    /// Writes that were refused because the database was away.
    pub refused: usize,
    /// Those of them that had happened all the same.
    pub happened: usize,
}

/// Runs the trial.
///
/// # Errors
///
/// An answer that is neither a success nor a clean refusal, or a write that was acknowledged and is lost.
pub fn run(program: &Program, rounds: usize, seed: u64) -> Result<Outcome> {
    let folder = folder()?;
    let mut database = Database::new(Engine::Postgres, folder.path())?;
    let address = database.address.clone();
    let postgres = database.postgres.as_mut().context("a PostgreSQL")?;
    let mut server = program.serve(&address, folder.path())?;
    let client = server.client();
    let (mut ledgers, mut random) = (ledgers(), Rng::with_seed(seed));
    load::run(&client, &mut ledgers, seed, |signals| {
        signals.wait("the first writes", |signals| signals.acknowledged() >= 20)?;
        for round in 1..=rounds {
            std::thread::sleep(Duration::from_millis(random.u64(200..1000)));
            let (acknowledged, refused) = (signals.acknowledged(), signals.unavailable());
            postgres.kill()?;
            signals.wait("refusals", |signals| signals.unavailable() >= refused + 2 * CLIENTS)?;
            read_while_away(&client)?;
            std::thread::sleep(Duration::from_millis(random.u64(..500)));
            let resumed = Instant::now();
            postgres.resume()?;
            let answering = resumed.elapsed();
            let before = signals.acknowledged();
            signals.wait("writes after the outage", |signals| signals.acknowledged() >= before + 2 * CLIENTS)?;
            say(&format!(
                "outage {round}: {} writes since the last one, then {} clean refusals; PostgreSQL answered after {} ms, \
                 writes went on after {} ms more",
                acknowledged,
                signals.unavailable() - refused,
                answering.as_millis(),
                (resumed.elapsed() - answering).as_millis(),
            ));
        }
        Ok(())
    })?;
    ensure!(server.is_alive()?, "the server died:\n{}", server.log());
    let lost: usize = ledgers.iter().map(ledger::Ledger::in_doubt).sum();
    let refused: usize = ledgers.iter().map(|ledger| ledger.unavailable).sum();
    ensure!(lost == refused, "{} requests got no answer at all", lost - refused);
    ledger::verify(&mut ledgers, &client)?;
    drop(server);
    program.check(&address)?;
    let (acknowledged, _, happened) = sums(&ledgers);
    say(&format!(
        "PostgreSQL was killed {rounds} times: {acknowledged} writes acknowledged, none lost; {refused} refused with a \
         clean 503, {happened} of them had happened; check clean"
    ));
    Ok(Outcome { rounds, acknowledged, refused, happened })
}

/// Reads are refused as cleanly as writes.
fn read_while_away(client: &crate::client::Client) -> Result<()> {
    for path in ["/users?limit=1", "/users/count", "/organizations"] {
        match client.get(path) {
            reply if reply.is_unavailable() => {}
            // A key that was just seen opens the door, and the answer may have been read before the kill.
            Reply::Done(found) => bail!("GET {path} was answered while PostgreSQL was away: {found}"),
            reply => bail!("GET {path} was answered by {reply:?} while PostgreSQL was away"),
        }
    }
    Ok(())
}
