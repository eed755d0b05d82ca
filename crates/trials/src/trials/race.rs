//! Eight clients of two servers race for one e-mail address: exactly one wins, every time.

use std::sync::Barrier;
use std::time::Instant;

use anyhow::{Result, bail, ensure};
use serde_json::json;

use super::{Database, Engine, folder};
use crate::client::{Client, Reply};
use crate::load::CLIENTS;
use crate::program::Program;
use crate::say;

/// Runs the trial and gives how often each server won.
///
/// # Errors
///
/// A race that nobody or more than one won, or a loser that is told something else than that the address is taken.
pub fn run(program: &Program, rounds: usize) -> Result<[usize; 2]> {
    let folder = folder()?;
    let database = Database::new(Engine::Postgres, folder.path())?;
    let servers = [program.serve(&database.address, folder.path())?, program.serve(&database.address, folder.path())?];
    let started = Instant::now();
    let barrier = Barrier::new(CLIENTS);
    let replies: Vec<Vec<Reply>> = std::thread::scope(|scope| {
        let tasks: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (client, barrier) = (servers[number % 2].client(), &barrier);
                scope.spawn(move || (0..rounds).map(|round| race(&client, barrier, round)).collect())
            })
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap_or_default()).collect()
    });
    let elapsed = started.elapsed();
    let mut wins = [0, 0];
    for round in 0..rounds {
        let mut winners = 0;
        for (number, replies) in replies.iter().enumerate() {
            match replies.get(round) {
                Some(Reply::Done(_)) => {
                    winners += 1;
                    wins[number % 2] += 1;
                }
                Some(Reply::Refused { status: 422, code, .. }) if code == "form_identifier_exists" => {}
                reply => bail!("race {round}: client {number} was answered by {reply:?}"),
            }
        }
        ensure!(winners == 1, "race {round} has {winners} winners");
        if (round + 1) % 100 == 0 {
            say(&format!("races {:>4}: one winner each", round + 1));
        }
    }
    for server in &servers {
        let counted = server.client().get("/users/count");
        let is_right = matches!(&counted, Reply::Done(found) if found["total_count"] == rounds);
        ensure!(is_right, "{rounds} users were made, the count is {counted:?}");
    }
    drop(servers);
    program.check(&database.address)?;
    say(&format!(
        "{rounds} races of {CLIENTS} clients on two servers in {:.1} s: one winner each ({} and {}), the others were \
         told that the address is taken; check clean",
        elapsed.as_secs_f64(),
        wins[0],
        wins[1]
    ));
    Ok(wins)
}

fn race(client: &Client, barrier: &Barrier, round: usize) -> Reply {
    let body = json!({ "email_address": [format!("race-{round}@example.com")], "skip_password_requirement": true });
    barrier.wait();
    client.call("POST", "/users", Some(&body))
}
