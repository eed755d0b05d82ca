//! `frontdesk-judge`: judges answers on their way, and adds up what it saw.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use frontdesk_conformance::{Leak, Proxy, Required, find_leaks, summarise};

/// Holds the answers of a server against the published API documents.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Passes requests on to a server, and writes a report of its answers.
    Proxy {
        /// The server: `http://host:port`.
        #[arg(long)]
        upstream: String,
        /// The address to listen on. Port 0 takes any free port.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// The file that reports are appended to, one line of JSON for each answer.
        #[arg(long)]
        report: PathBuf,
        /// The file in which secrets are noted that are handed out, for `leaks`.
        #[arg(long)]
        handed_out: Option<PathBuf>,
    },
    /// Looks for secrets that were handed out in dumps, logs and backups. Exits with 1 if one stands there in clear.
    Leaks {
        /// What `proxy --handed-out` has noted.
        #[arg(long)]
        handed_out: PathBuf,
        /// Where to look.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Adds up reports. Exits with 1 on a violation, a 5xx, a missing operation, or if nothing was recorded.
    Summary {
        /// The reports.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// A JSON file `{"<version>": ["<operation id>", …]}` of operations that have to be verified.
        #[arg(long)]
        require: Option<PathBuf>,
    },
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    match Arguments::parse().command {
        Command::Proxy { upstream, listen, report, handed_out } => {
            let mut proxy = Proxy::bind(&upstream, listen, &report).await?;
            if let Some(path) = handed_out {
                proxy = proxy.note_secrets(&path)?;
            }
            // Written through, because whoever started this waits for the line.
            writeln!(io::stdout(), "listening on http://{}", proxy.address())?;
            io::stdout().flush()?;
            proxy.run(told_to_end()).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Leaks { handed_out, files } => {
            let (looked_for, leaks) = find_leaks(&handed_out, &files).context("nothing could be looked for")?;
            let mut output = io::stdout().lock();
            for Leak { file, place, around } in &leaks {
                writeln!(output, "{}: {place}, after {around}", file.display())?;
            }
            writeln!(
                output,
                "{looked_for} secrets looked for in {} files: {} found in clear",
                files.len(),
                leaks.len()
            )?;
            Ok(if leaks.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Summary { files, require } => {
            let required = match require {
                Some(path) => read_required(&path)?,
                None => Required::new(),
            };
            let summary = summarise(&files, &required)?;
            write!(io::stdout(), "{summary}")?;
            Ok(if summary.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

fn read_required(path: &PathBuf) -> Result<Required> {
    let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} does not list operations by version", path.display()))
}

/// Ready on an interrupt or a request to terminate.
async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupted.await.ok();
}
