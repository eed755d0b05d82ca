//! `frontdesk-trials`: runs one trial and prints a line a round and a summary.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use frontdesk_trials::program::Program;
use frontdesk_trials::trials::model::Workloads;
use frontdesk_trials::trials::{Engine, full, kill, model, outage, race, startup};

/// Kills and crowds the real program, sees whether anything it acknowledged is lost, and holds it against a model.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    trial: Trial,
    /// The program; the one beside this one if not given
    #[arg(long, global = true, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Where random numbers come from
    #[arg(long, global = true, default_value_t = 1)]
    seed: u64,
}

#[derive(Debug, Subcommand)]
enum Trial {
    /// Kill the server under write load, again and again
    Kill {
        /// The database
        #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
        engine: Engine,
        /// How often
        #[arg(long, default_value_t = 20)]
        rounds: usize,
    },
    /// Kill PostgreSQL under a server that keeps running
    Outage {
        /// How often
        #[arg(long, default_value_t = 5)]
        rounds: usize,
    },
    /// Let eight clients of two servers race for one e-mail address
    Race {
        /// How often
        #[arg(long, default_value_t = 1000)]
        rounds: usize,
    },
    /// Let the disk run full under SQLite, and make room again
    Full {
        /// How often
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// Hold random operations against a model in memory
    Model {
        /// The database
        #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
        engine: Engine,
        /// How many workloads
        #[arg(long, default_value_t = 1000)]
        rounds: usize,
        /// Operations of each
        #[arg(long, default_value_t = 200)]
        operations: usize,
    },
    /// Start several servers at once on one empty PostgreSQL
    Startup {
        /// How often
        #[arg(long, default_value_t = 5)]
        rounds: usize,
    },
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let path = match arguments.program {
        Some(path) => path,
        None => std::env::current_exe()?.with_file_name("frontdesk"),
    };
    let program = Program::at(&path).context("build it first, or name it with --program")?;
    match arguments.trial {
        Trial::Kill { engine, rounds } => kill::run(&program, engine, rounds, arguments.seed).map(drop),
        Trial::Outage { rounds } => outage::run(&program, rounds, arguments.seed).map(drop),
        Trial::Race { rounds } => race::run(&program, rounds).map(drop),
        Trial::Full { rounds } => full::run(&program, rounds, arguments.seed).map(drop),
        Trial::Model { engine, rounds, operations } => {
            model::run(&program, engine, Workloads { rounds, operations, seed: arguments.seed }).map(drop)
        }
        Trial::Startup { rounds } => startup::run(&program, rounds),
    }
}
