//! Several servers start at once on one empty PostgreSQL: all of them come up, on one schema and one instance.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::{Database, Engine, folder};
use crate::client::Reply;
use crate::program::{Program, SECRET_KEY};
use crate::say;

/// How many servers start at once.
const SERVERS: usize = 6;

/// Runs the trial.
///
/// # Errors
///
/// A server that does not come up, a second instance, or a key that does not open all of them.
pub fn run(program: &Program, rounds: usize) -> Result<()> {
    let folder = folder()?;
    let database = Database::new(Engine::Postgres, folder.path())?;
    let postgres = database.postgres.as_ref().context("a PostgreSQL")?;
    for round in 1..=rounds {
        let address = postgres.create_database(&format!("startup_{round}"))?;
        // Every second time without a key: whoever is first makes one, and nobody makes another instance.
        let arguments: &[&str] = if round % 2 == 0 { &[] } else { &["--secret-key", SECRET_KEY] };
        let started = Instant::now();
        let launched: Vec<_> =
            (0..SERVERS).map(|_| program.launch(&address, folder.path(), arguments)).collect::<Result<_>>()?;
        let servers: Vec<_> = launched.into_iter().map(crate::program::Launched::wait).collect::<Result<_>>()?;
        let elapsed = started.elapsed();
        if !arguments.is_empty() {
            for server in &servers {
                let reply = server.client().get("/users/count");
                ensure!(matches!(reply, Reply::Done(_)), "one of the servers answers {reply:?}");
            }
        }
        let listed = program.run(&["instances", "list", "--database", &address])?;
        ensure!(listed.lines().count() == 1, "there is not one instance:\n{listed}");
        let printed = servers.iter().filter(|server| server.log().contains("CLERK_SECRET_KEY=")).count();
        ensure!(printed <= 1, "{printed} servers have made a key");
        drop(servers);
        program.check(&address)?;
        say(&format!(
            "start {round}: {SERVERS} servers at once on an empty database, all up in {} ms",
            elapsed.as_millis()
        ));
    }
    say(&format!("{rounds} times {SERVERS} servers started at once on an empty database: one schema, one instance"));
    Ok(())
}
