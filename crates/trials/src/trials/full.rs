//! The disk runs full under SQLite: writes get a clean refusal, reads go on, and with room all goes on.

use std::time::Duration;

use anyhow::{Result, ensure};

use super::{Database, Engine, folder, ledgers};
use crate::client::Reply;
use crate::load::{self, CLIENTS};
use crate::program::Program;
use crate::{ledger, say};

/// Beyond how many bytes nothing is written while the disk is full. A limit above the size of the files would not
/// do: SQLite writes its log again from the start.
const ROOM: u64 = 64 * 1024;

/// Runs the trial and gives how many writes were refused. A limit on the size of files stands for the end of the
/// disk: it needs no rights, and the database hears of it in the same place.
///
/// # Errors
///
/// An answer that is neither a success nor a clean refusal, a write that was refused and happened, or one that was
/// acknowledged and is lost.
pub fn run(program: &Program, rounds: usize, seed: u64) -> Result<usize> {
    let folder = folder()?;
    let database = Database::new(Engine::Sqlite, folder.path())?;
    let mut server = program.serve(&database.address, folder.path())?;
    let client = server.client();
    let mut ledgers = ledgers();
    let mut refused = 0;
    for round in 1..=rounds {
        let number = seed.wrapping_mul(1000).wrapping_add(round as u64);
        let counted = load::run(&client, &mut ledgers, number, |signals| {
            signals.wait("the first writes", |signals| signals.acknowledged() >= 50)?;
            server.limit_files(Some(ROOM))?;
            signals.wait("refusals", |signals| signals.unavailable() >= 10 * CLIENTS)?;
            for path in ["/users?limit=1", "/users/count", "/organizations"] {
                let read = client.get(path);
                ensure!(matches!(read, Reply::Done(_)), "GET {path} on a full disk was answered by {read:?}");
            }
            let full = (signals.acknowledged(), signals.unavailable());
            server.limit_files(None)?;
            signals.wait("writes with room again", |signals| signals.acknowledged() >= full.0 + 10 * CLIENTS)?;
            std::thread::sleep(Duration::from_millis(200));
            Ok((full, signals.acknowledged()))
        })?;
        let ((before, clean), after) = counted;
        ensure!(server.is_alive()?, "the server died:\n{}", server.log());
        ledger::verify(&mut ledgers, &client)?;
        program.check(&database.address)?;
        say(&format!(
            "full disk {round}: {before} writes, then {clean} clean refusals while reads were answered, then {} writes \
             with room again; all there, check clean",
            after - before
        ));
        refused += clean;
    }
    let happened: usize = ledgers.iter().map(|ledger| ledger.happened).sum();
    ensure!(happened == 0, "{happened} writes were refused with a 503 and happened all the same");
    say(&format!(
        "the disk ran full {rounds} times: {refused} clean refusals, none of which had happened; nothing lost"
    ));
    Ok(refused)
}
