//! How much of the published documents is declared, served and verified, version by version.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter, Write};

use frontdesk_contract::{ApiVersion, Descriptor, UnknownApiVersion};

use crate::{Document, declarations};

/// Ids of operations that answered as documented, by version.
pub type Verified = BTreeMap<String, BTreeSet<String>>;

/// The state of one version.
#[derive(Clone, Debug)]
pub struct VersionCoverage {
    /// The version.
    pub version: ApiVersion,
    /// How many operations its document has.
    pub documented: usize,
    /// The ids that are declared.
    pub declared: BTreeSet<&'static str>,
    /// The declared ids that the document does not have.
    pub undocumented: BTreeSet<&'static str>,
    /// The documented ids that nobody declares.
    pub undeclared: BTreeSet<String>,
    /// The declared ids that have a handler.
    pub served: BTreeSet<&'static str>,
    /// The declared ids that answered as documented.
    pub verified: BTreeSet<&'static str>,
}

/// The state of every version, oldest first. Its `Display` is a table.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The versions.
    pub versions: Vec<VersionCoverage>,
    operations: Vec<&'static Descriptor>,
}

impl Coverage {
    /// Counts what is declared and served of each document, and what was verified.
    pub fn new(
        documents: &[Document],
        operations: &[&'static Descriptor],
        served: &[&'static Descriptor],
        verified: &Verified,
    ) -> Result<Self, UnknownApiVersion> {
        // An operation that moved is declared once for each path.
        let is_served = |version, id: &str| {
            served.iter().any(|operation| operation.id == id && operation.versions.contains(version))
        };
        let mut versions = Vec::new();
        for document in documents {
            let version: ApiVersion = document.version().parse()?;
            let documented: BTreeSet<String> =
                document.operations().into_iter().map(|operation| operation.operation_id).collect();
            let declared: BTreeSet<&'static str> = operations
                .iter()
                .filter(|operation| operation.versions.contains(version))
                .map(|operation| operation.id)
                .collect();
            let verified = verified.get(document.version());
            let keep = |test: &dyn Fn(&str) -> bool| declared.iter().copied().filter(|id| test(id)).collect();
            versions.push(VersionCoverage {
                version,
                documented: documented.len(),
                undocumented: keep(&|id| !documented.contains(id)),
                undeclared: declarations::undeclared(document, version, operations),
                served: keep(&|id| is_served(version, id)),
                verified: keep(&|id| verified.is_some_and(|verified| verified.contains(id))),
                declared,
            });
        }
        Ok(Self { versions, operations: operations.to_vec() })
    }

    /// The page that the project keeps: the table, and the declared operations of each tag.
    pub fn to_markdown(&self) -> String {
        let mut text = String::from(
            "# Coverage\n\nWritten by `cargo xtask generate`; do not edit.\n\n\
             Declared: the operation's parameters, bodies and answers are part of the contract, and equal to the\n\
             published document but for the deviations in `crates/conformance/deviations.toml`.\n\
             Served: it has a handler. Verified: an official SDK got a success from it, which the judge found to\n\
             satisfy the document of the version.\n\n\
             | version | documented | declared | served | verified | beyond the document |\n\
             | --- | ---: | ---: | ---: | ---: | ---: |\n",
        );
        for state in &self.versions {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} |",
                state.version,
                state.documented,
                state.declared.len(),
                state.served.len(),
                state.verified.len(),
                state.undocumented.len(),
            );
        }
        let mut tags: BTreeMap<&str, Vec<&Descriptor>> = BTreeMap::new();
        for operation in &self.operations {
            for tag in operation.tags {
                tags.entry(tag).or_default().push(operation);
            }
        }
        for (tag, operations) in tags {
            let _ = write!(text, "\n## {tag}\n\n| operation | | does | risk | versions | state |\n");
            text.push_str("| --- | --- | --- | --- | --- | --- |\n");
            for operation in operations {
                let _ = writeln!(
                    text,
                    "| {}{} | `{} {}` | {} | {} | {} | {} |",
                    operation.id,
                    if operation.deprecated.is_empty() { "" } else { " (deprecated)" },
                    operation.method,
                    operation.path,
                    operation.summary(),
                    operation.risk.as_str(),
                    versions(operation),
                    self.state(operation.id),
                );
            }
        }
        text
    }

    fn state(&self, id: &str) -> String {
        let dates = |test: &dyn Fn(&VersionCoverage) -> bool| {
            self.versions.iter().filter(|state| test(state)).map(|state| state.version).collect::<Vec<_>>()
        };
        let served = dates(&|state| state.served.contains(id));
        let verified = dates(&|state| state.verified.contains(id));
        match (served.len(), verified.len()) {
            (0, _) => "declared".to_owned(),
            (_, 0) => "served".to_owned(),
            (served, verified) if served == verified => "verified".to_owned(),
            _ => {
                let verified: Vec<&str> = verified.iter().map(|version| version.as_str()).collect();
                format!("verified in {}", verified.join(", "))
            }
        }
    }
}

fn versions(operation: &Descriptor) -> String {
    let without: Vec<&str> = ApiVersion::ALL
        .into_iter()
        .filter(|version| !operation.versions.contains(*version))
        .map(ApiVersion::as_str)
        .collect();
    match (without.is_empty(), operation.versions.iter().next()) {
        (true, _) => "all".to_owned(),
        (false, Some(first)) if operation.versions.iter().count() + first as usize == ApiVersion::ALL.len() => {
            format!("from {first}")
        }
        _ => format!("all but {}", without.join(", ")),
    }
}

impl Display for Coverage {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let heads = ["version", "documented", "declared", "served", "verified", "undeclared"];
        writeln!(f, "{:<12}{:>12}{:>10}{:>8}{:>10}{:>12}", heads[0], heads[1], heads[2], heads[3], heads[4], heads[5])?;
        for state in &self.versions {
            let counts = (state.declared.len(), state.served.len(), state.verified.len(), state.undeclared.len());
            let (declared, served, verified, undeclared) = counts;
            let (version, documented) = (state.version.as_str(), state.documented);
            writeln!(f, "{version:<12}{documented:>12}{declared:>10}{served:>8}{verified:>10}{undeclared:>12}")?;
        }
        Ok(())
    }
}
