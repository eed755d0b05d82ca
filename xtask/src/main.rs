//! Maintenance commands of the project: `cargo xtask <command>`.

mod generate;
mod scaffold;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Maintenance commands of the project", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Draft the declaration of operations from published documents.
    Scaffold(scaffold::Arguments),
    /// Write the files that follow from the declarations, or check that they are up to date.
    Generate(generate::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Scaffold(arguments) => scaffold::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
    }
}
