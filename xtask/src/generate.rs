//! `generate`: what is kept in the repository although it follows from something else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use frontdesk_conformance::{Coverage, Required, Verified, VersionDifferences, official_documents, summarise};
use frontdesk_contract::{ApiVersion, Descriptor, catalogue, openapi};

/// The ids that official SDKs have called with success, by version.
const VERIFIED: &str = "docs/verified.json";

/// What to do with the generated files.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if a file is not what would be written.
    #[arg(long)]
    check: bool,
    /// Take what is verified from these reports of the judge instead of what was kept of the last ones.
    #[arg(long, conflicts_with = "check")]
    report: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let kept = root.join(VERIFIED);
    let verified: Verified = if !arguments.report.is_empty() {
        summarise(&arguments.report, &Required::new()).context("could not read the reports")?.verified()
    } else if kept.exists() {
        serde_json::from_str(&read(&kept)?).with_context(|| format!("{VERIFIED} is not what generate writes"))?
    } else {
        Verified::new()
    };
    let operations: Vec<&'static Descriptor> = catalogue::operations().collect();
    let served: Vec<&'static Descriptor> = frontdesk_server::api().operations().collect();
    let known: BTreeSet<&str> = operations.iter().map(|operation| operation.id).collect();
    let verified: Verified = verified
        .into_iter()
        .map(|(version, ids)| (version, ids.into_iter().filter(|id| known.contains(id.as_str())).collect()))
        .collect();
    files.insert(VERIFIED.to_owned(), serde_json::to_string_pretty(&verified)? + "\n");
    // Without the published documents there is nothing to cover or to compare; that is announced.
    if let Some(documents) = official_documents() {
        let coverage = Coverage::new(&documents, &operations, &served, &verified)?;
        files.insert("docs/coverage.md".to_owned(), coverage.to_markdown());
        let differences = VersionDifferences::new(&documents, &served)?;
        files.insert("docs/version-differences.md".to_owned(), differences.to_markdown());
    }
    files.insert("docs/guard-rails.md".to_owned(), frontdesk_guard::document::markdown());
    let document = openapi::document(ApiVersion::NEWEST);
    files.insert(format!("docs/openapi/{}.json", ApiVersion::NEWEST), serde_json::to_string_pretty(&document)? + "\n");

    let mut stale = Vec::new();
    for (name, text) in files {
        let path = root.join(&name);
        if path.exists() && read(&path)? == text {
            continue;
        }
        if arguments.check {
            stale.push(name);
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("could not write {name}"))?;
    }
    if !stale.is_empty() {
        bail!("not up to date: {}\nhint: run `cargo xtask generate` and commit what it writes", stale.join(", "));
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}
