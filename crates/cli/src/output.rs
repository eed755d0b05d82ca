//! The forms that results can be printed in.

use clap::ValueEnum;

/// A form that was asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// As received in a pipe, indented and coloured at a terminal.
    Json,
    /// For people: the columns that matter.
    Table,
    /// One JSON object a line.
    Ndjson,
    /// A header and one line for each row; nested data as JSON.
    Csv,
    /// For people and configuration files.
    Yaml,
}
