//! The flags of the explorer and executor. Everything that is no flag belongs to the prompt.

use std::ffi::OsString;

use clap::{ArgAction, Parser, ValueEnum};
use frontdesk_contract::ApiVersion;

use crate::failure::{Failure, Outcome};
use crate::suggest;

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Json,
    Table,
    Ndjson,
    Csv,
    Yaml,
}

/// The command line of a prompt.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "frontdesk", disable_help_flag = true, disable_version_flag = true)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Arguments {
    /// The prompt, word by word.
    pub(crate) words: Vec<String>,
    /// Explain instead of executing.
    #[arg(short = 'h', long = "help", action = ArgAction::SetTrue)]
    pub(crate) help: bool,
    /// With a date as `--api-version`; alone, the program's own version.
    #[arg(long, num_args = 0..=1, value_name = "DATE")]
    #[expect(clippy::option_option, reason = "absent, bare, and with a date are three things")]
    pub(crate) version: Option<Option<String>>,
    #[arg(long, value_name = "DATE")]
    pub(crate) api_version: Option<String>,
    /// Explore a document instead of what is built in: a file, or a date of the cache.
    #[arg(long, value_name = "FILE|DATE")]
    pub(crate) spec: Option<String>,
    /// The form of the result.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,
    /// The whole body: JSON, `@file` or `-` for standard input.
    #[arg(short = 'd', long = "data", value_name = "JSON", allow_hyphen_values = true)]
    pub(crate) data: Option<String>,
    /// Send although the granted scopes do not cover it.
    #[arg(long)]
    pub(crate) admin: bool,
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Answer the question before a write.
    #[arg(long)]
    pub(crate) yes: bool,
    /// The id of what is to be destroyed.
    #[arg(long, value_name = "ID")]
    pub(crate) confirm: Option<String>,
    /// Write to production although nobody can be asked.
    #[arg(long)]
    pub(crate) live: bool,
    /// Use the server inside this program, with the project's own data.
    #[arg(long)]
    pub(crate) local: bool,
    #[arg(long, value_name = "URL")]
    pub(crate) api_url: Option<String>,
    #[arg(long, value_name = "KEY")]
    pub(crate) secret_key: Option<String>,
    /// The key of this profile.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Print status and headers before the answer.
    #[arg(long)]
    pub(crate) include: bool,
    /// Print what travels, without secrets.
    #[arg(long)]
    pub(crate) verbose: bool,
}

impl Arguments {
    pub(crate) fn parse(arguments: &[OsString]) -> Outcome<Self> {
        Self::try_parse_from(arguments).map_err(|error| match crate::operator::usage(&error) {
            Err(failure) => failure.fix("`frontdesk help` shows the flags"),
            Ok(()) => Failure::usage("help was asked for"),
        })
    }

    /// The version that the flags ask for, if they do.
    pub(crate) fn flag_version(&self) -> Outcome<Option<ApiVersion>> {
        let named = [self.version.clone().flatten(), self.api_version.clone()];
        let mut found = None;
        for text in named.iter().flatten() {
            let version = parse_version(text)?;
            one_version(&mut found, version)?;
        }
        Ok(found)
    }
}

/// Keeps one version and refuses a second one.
pub(crate) fn one_version(found: &mut Option<ApiVersion>, version: ApiVersion) -> Outcome {
    match found.replace(version) {
        Some(other) if other != version => {
            Err(Failure::usage(format!("the API versions {other} and {version} were both asked for")))
        }
        _ => Ok(()),
    }
}

/// Reads `2025-11-10`, `2025-11-10.yml` or `latest`.
pub(crate) fn parse_version(text: &str) -> Outcome<ApiVersion> {
    let date = text.strip_suffix(".yml").unwrap_or(text);
    if date == "latest" {
        return Ok(ApiVersion::NEWEST);
    }
    date.parse().map_err(|error: frontdesk_contract::UnknownApiVersion| {
        let known = ApiVersion::ALL.map(ApiVersion::as_str);
        Failure { code: "unknown_version".into(), ..Failure::usage(error.to_string()) }
            .candidates(suggest::nearest(date, known).into_iter().map(str::to_owned).collect())
    })
}
