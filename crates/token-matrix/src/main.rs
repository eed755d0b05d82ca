//! `frontdesk-token-matrix`: serves the API with tokens of every kind in every state, and says what the Rust SDK makes of
//! them. `tests/sdk/matrix.py` runs both, and holds the official SDKs against the same tokens of the same server.

mod issue;
mod judge;
mod token;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use frontdesk_sdk::testing::{Clock, TestOptions, TestServer};
use frontdesk_test_database::TestDatabase;
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use crate::issue::Issuer;
use crate::token::{Kind, State, damaged};

/// Tokens of every kind in every state, for SDKs to judge.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the tokens, write them down, and serve the API that knows them until SIGTERM
    Serve {
        /// Where the tokens go
        #[arg(long, value_name = "FILE")]
        tokens: PathBuf,
    },
    /// Say what the Rust SDK makes of requests
    Judge {
        /// The requests
        #[arg(value_name = "FILE")]
        questions: PathBuf,
    },
}

const WEEK: i64 = 7 * 24 * 3_600_000;

#[tokio::main]
async fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Serve { tokens } => serve(&tokens).await,
        Command::Judge { questions } => {
            let questions = serde_json::from_slice(&fs::read(questions)?).context("the requests")?;
            let verdicts = judge::judge(&questions).await?;
            Ok(serde_json::to_writer(std::io::stdout(), &verdicts)?)
        }
    }
}

async fn serve(path: &Path) -> Result<()> {
    let database = TestDatabase::new();
    // The server's clock comes from the past, so that tokens run out without anybody waiting for it. It then stands at
    // the time by which all SDKs judge, as they ask the machine for it.
    let clock = Clock::fixed(Clock::System.now() - WEEK);
    let options =
        || TestOptions { database: database.address().to_owned(), clock: clock.clone(), ..TestOptions::default() };
    let mut terminate = signal(SignalKind::terminate())?;
    let own = TestServer::start_with(options()).await?;
    // A second instance of the same database, not merely another database.
    let other = TestServer::start_with(options()).await?;
    let (issuer, stranger) = (Issuer::new(&own).await?, Issuer::new(&other).await?);
    let mut expired = Vec::new();
    for kind in Kind::ALL {
        expired.push(issuer.issue(kind, State::Expired).await?);
    }
    clock.advance(Clock::System.now() - clock.now());
    issuer.fail_to_revoke().await?;
    let mut tokens = Vec::new();
    for (kind, expired) in Kind::ALL.into_iter().zip(&expired) {
        let active = issuer.issue(kind, State::Active).await?;
        for state in State::ALL.into_iter().filter(|state| kind.can_be(*state)) {
            let token = match state {
                State::Active => active.clone(),
                State::Expired => expired.clone(),
                State::Revoked => issuer.issue(kind, state).await?,
                State::Foreign => stranger.issue(kind, state).await?,
                State::Tampered | State::Malformed | State::Empty => damaged(&active, state)?,
            };
            tokens.push(json!({
                "kind": kind,
                "state": state,
                "token": token.text,
                "subject": token.subject,
                "audience": issuer.audience(kind),
            }));
        }
    }
    let made = json!({
        "secret_key": own.secret_key,
        "publishable_key": own.publishable_key,
        "tokens": tokens,
    });
    fs::write(path, serde_json::to_vec(&made)?)?;
    writeln!(std::io::stdout(), "frontdesk-token-matrix listens on {}", own.url)?;
    terminate.recv().await;
    other.stop().await;
    own.stop().await;
    Ok(())
}
