//! The flags of the explorer and executor. Everything that is no flag belongs to the prompt.

use std::ffi::OsString;

use clap::{ArgAction, Parser};
use frontdesk_contract::ApiVersion;

use crate::connection::Travel;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::snippet::Language;
use crate::suggest;

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
    #[arg(short = 'o', long, value_enum, value_name = "FORM")]
    pub(crate) output: Option<Output>,
    /// The whole body: JSON, `@file` or `-` for standard input.
    #[arg(short = 'd', long = "data", value_name = "JSON", allow_hyphen_values = true)]
    pub(crate) data: Option<String>,
    /// Send although the granted scopes do not cover it.
    #[arg(long)]
    pub(crate) admin: bool,
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the same request in another language and send nothing.
    #[arg(long = "as", value_enum, value_name = "LANGUAGE")]
    pub(crate) language: Option<Language>,
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
    /// A jq filter for the answer.
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(crate) jq: Option<String>,
    /// Read a list to its end.
    #[arg(long)]
    pub(crate) all: bool,
    /// Begin anew although an interrupted `--all` could go on.
    #[arg(long, requires = "all")]
    pub(crate) no_resume: bool,
    /// Seconds that an answer may take.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,
    /// How often a request goes out again after a fault that left no trace.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(0..=20))]
    pub(crate) retries: Option<u32>,
    /// A certificate authority to trust, in PEM form.
    #[arg(long, env = "FRONTDESK_CA_FILE", value_name = "FILE")]
    pub(crate) ca_file: Option<std::path::PathBuf>,
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

    /// How requests travel.
    pub(crate) fn travel(&self) -> Travel {
        let usual = Travel::default();
        Travel {
            timeout: self.timeout.map_or(usual.timeout, std::time::Duration::from_secs),
            retries: self.retries.unwrap_or(usual.retries),
            ca_file: self.ca_file.clone(),
            verbose: self.verbose,
            catches_interrupts: true,
            keeps_budget: self.all,
        }
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
