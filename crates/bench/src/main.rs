//! Measures what performance promises: every figure is a ratio of two sides that take turns in the
//! same run, with the load of `wrk`. Prints the table of bars with what was reached.

#![recursion_limit = "256"]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints its figures")]

mod bars;
mod process;
mod reference;
mod seed;
mod wrk;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about, version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures and prints the table
    Run(bars::Options),
    /// Fills a database with users and prints the key of its instance
    Seed {
        /// The database
        #[arg(long)]
        database: String,
        /// How many users
        #[arg(long, default_value_t = 1_000_000)]
        users: usize,
    },
    /// Serves a constant answer, or a user that is built and not stored: the sides to compare with
    Reference {
        /// Bytes of the constant answer
        #[arg(long, default_value_t = 2048)]
        bytes: usize,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Run(options) => bars::run(&options),
        Command::Seed { database, users } => {
            let seeded = seed::fill(&database, users)?;
            println!("CLERK_SECRET_KEY={}", seeded.secret_key);
            Ok(())
        }
        Command::Reference { bytes } => reference::serve(bytes),
    }
}
