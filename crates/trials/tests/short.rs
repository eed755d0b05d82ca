//! Short versions of the trials, for every run of the tests. The long ones are commands.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use frontdesk_trials::program::Program;
use frontdesk_trials::trials::model::Workloads;
use frontdesk_trials::trials::{Engine, full, kill, model, outage, race, startup};

/// The program, built from what stands here.
fn program() -> &'static Program {
    static PROGRAM: OnceLock<Program> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--package", "frontdesk", "--bin", "frontdesk"]);
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "the program can be built");
        // This test stands in `deps`, beside which the programs are.
        let own = std::env::current_exe().unwrap();
        let folder: PathBuf = own.parent().and_then(|deps| deps.parent()).unwrap().into();
        Program::at(&folder.join("frontdesk")).unwrap()
    })
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed_on_sqlite() {
    let outcome = kill::run(program(), Engine::Sqlite, 2, 7).unwrap();
    assert!(outcome.acknowledged >= 40, "{outcome:?}");
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed_on_postgresql() {
    let outcome = kill::run(program(), Engine::Postgres, 2, 7).unwrap();
    assert!(outcome.acknowledged >= 40, "{outcome:?}");
}

#[test]
fn nothing_acknowledged_is_lost_when_postgresql_is_killed() {
    let outcome = outage::run(program(), 2, 7).unwrap();
    assert!(outcome.refused >= 32, "{outcome:?}");
}

#[test]
fn one_of_eight_wins_an_address_on_two_servers() {
    let wins = race::run(program(), 50).unwrap();
    assert_eq!(wins.iter().sum::<usize>(), 50);
}

#[test]
fn a_full_disk_refuses_writes_and_recovers() {
    assert!(full::run(program(), 1, 7).unwrap() >= 80);
}

#[test]
fn servers_that_start_at_once_share_one_schema_and_one_instance() {
    startup::run(program(), 2).unwrap();
}

#[test]
fn random_workloads_are_answered_as_a_model_says_on_sqlite() {
    let tally = model::run(program(), Engine::Sqlite, Workloads { rounds: 20, operations: 50, seed: 7 }).unwrap();
    assert_eq!((tally.workloads, tally.operations), (20, 1000));
    assert!(tally.refused > 300 && tally.codes.len() >= 20 && tally.comparisons > 1500, "{tally:?}");
}

#[test]
fn random_workloads_are_answered_as_a_model_says_on_postgresql() {
    let tally = model::run(program(), Engine::Postgres, Workloads { rounds: 20, operations: 50, seed: 7 }).unwrap();
    assert_eq!((tally.workloads, tally.operations), (20, 1000));
    assert!(tally.refused > 300 && tally.codes.len() >= 20 && tally.comparisons > 1500, "{tally:?}");
}
