//! `frontdesk profile`: named keys for every project.

use std::io::BufRead;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::Key;
use crate::keys::{self, SecretKey};
use crate::printer::{self, FAINT, STRONG};
use crate::profiles;

/// Keep named keys for every project.
///
/// They are in the system's keyring, or in a file that only its owner can read where there is none.
/// `--profile NAME` uses one; the chosen one counts when no flag, variable or file of the project gives a key.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a profile, or give one another key: asked for at a terminal, read from standard input elsewhere
    Add {
        name: String,
        /// The address of the API that the key belongs to
        #[arg(long, value_name = "URL")]
        api_url: Option<String>,
        /// Keep the key in the file although there is a keyring
        #[arg(long)]
        no_keyring: bool,
    },
    /// List the profiles
    List,
    /// Choose the profile that counts
    Use { name: String },
    /// Forget a profile and its key
    Remove { name: String },
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::Add { name, api_url, no_keyring } => add(name, api_url.as_deref(), !no_keyring),
        Command::List => list(),
        Command::Use { name } => {
            profiles::read()?.set_current(name)?;
            printer::remark(&format!("`{name}` counts when nothing else gives a key"));
            Ok(())
        }
        Command::Remove { name } => {
            profiles::read()?.remove(name)?;
            printer::remark(&format!("`{name}` is forgotten"));
            Ok(())
        }
    }
}

fn add(name: &str, api_url: Option<&str>, use_keyring: bool) -> Outcome {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        return Err(Failure::usage(format!("`{name}` is no name for a profile")).fix("use letters, digits, - _ and ."));
    }
    let api_url = api_url.map(|url| keys::api_url(Some(url), None)).transpose()?;
    let secret = if printer::can_ask() {
        printer::ask_secret(&format!("Secret key of {name}"))?
    } else {
        let mut line = String::new();
        let failed = |error| Failure::usage(format!("cannot read standard input: {error}"));
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        line
    };
    let key = SecretKey::new(secret.trim(), "standard input");
    if !matches!(key.kind(), Key::Test | Key::Live) {
        let message = "this is no secret key: one begins with sk_test_ or sk_live_. Nothing was kept";
        return Err(Failure::new(Exit::Key, "key_malformed", message)
            .fix("copy it from the Clerk dashboard (Configure, API keys)"));
    }
    let place = profiles::read()?.add(name, &key, api_url, use_keyring)?;
    let place = if place == "keyring" { "the keyring".to_owned() } else { profiles::path()?.display().to_string() };
    printer::remark(&format!("`{name}` is kept in {place}"));
    Ok(())
}

fn list() -> Outcome {
    let known = profiles::read()?;
    for (name, profile) in &known.profiles {
        let current = known.current.as_deref() == Some(name);
        if printer::is_terminal() {
            let mark = if current { "*" } else { " " };
            let url = profile.api_url.as_deref().unwrap_or_default();
            let more = [profile.shown.as_str(), profile.place(), url].join("  ");
            printer::line(&format!("{mark} {STRONG}{name}{STRONG:#}  {FAINT}{}{FAINT:#}", more.trim_end()));
        } else {
            printer::json(&json!({
                "name": name, "current": current, "key": profile.shown, "place": profile.place(),
                "api_url": profile.api_url,
            }));
        }
    }
    if known.profiles.is_empty() && printer::is_terminal() {
        printer::remark("There are no profiles; `frontdesk profile add NAME` makes one.");
    }
    Ok(())
}
