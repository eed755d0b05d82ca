//! One file for each command.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod detail;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod events;
pub(crate) mod execute;
pub(crate) mod exit_codes;
pub(crate) mod explain;
pub(crate) mod help;
pub(crate) mod instances;
pub(crate) mod log;
pub(crate) mod mcp;
pub(crate) mod phrase;
pub(crate) mod profile;
pub(crate) mod restore;
pub(crate) mod search;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod skill;
pub(crate) mod spec;
pub(crate) mod tag;
pub(crate) mod tags;
pub(crate) mod version;
pub(crate) mod versions;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::prompt::Mode;

/// Whether an explorer's command prints for programs. The executor's answers have more forms.
pub(crate) fn wants_json(arguments: &Arguments, mode: &Mode) -> Outcome<bool> {
    match arguments.output {
        _ if matches!(mode, Mode::Execute(..) | Mode::Phrase { .. }) => Ok(false),
        Some(Output::Json) => Ok(true),
        None | Some(Output::Table) => Ok(false),
        Some(_) => Err(Failure::usage("this command prints text, or JSON with --output json")),
    }
}
