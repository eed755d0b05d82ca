//! `scaffold`: a first draft of declarations, computed from one document or by comparing several.

mod draft;
mod operation;
mod sets;
mod source;
mod write;

use std::path::PathBuf;

use anyhow::Result;

/// What to draft, from which documents.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Ids of operations, as the documents spell them.
    #[arg(required_unless_present = "tag")]
    operations: Vec<String>,
    /// Every operation of a tag; may be repeated.
    #[arg(long)]
    tag: Vec<String>,
    /// A document, named after its version (`2026-05-12.yml`); with several, the sets of versions are computed.
    #[arg(long, required = true)]
    spec: Vec<PathBuf>,
    /// Read a schema of one version under another name: `2025-03-12:OTP=verification_otp`.
    #[arg(long)]
    rename: Vec<String>,
    /// Write files below this folder instead of printing them; what is there already is kept.
    #[arg(long)]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let source = source::Source::read(&arguments.spec, &arguments.rename)?;
    let mut drafts = draft::Drafts::new(&source);
    for id in source.operation_ids(&arguments.operations, &arguments.tag)? {
        operation::draft(&mut drafts, &id)?;
    }
    write::write(drafts.finish(), arguments.out.as_deref())
}

#[cfg(test)]
mod tests;
