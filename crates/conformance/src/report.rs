//! The report of a proxy: one line of JSON for each exchange, and what all of them add up to.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::Verdict;

/// One request and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The version the request asked for, or the one that is meant by none.
    pub version: String,
    /// The method.
    pub method: String,
    /// The path with its query, as sent.
    pub path: String,
    /// The status answered to the client.
    pub status: u16,
    /// What the judge says.
    #[serde(flatten)]
    pub verdict: Verdict,
}

impl Exchange {
    /// Whether this shows that an operation succeeds as documented.
    pub fn is_verified(&self) -> bool {
        (200..300).contains(&self.status) && self.verdict.operation_id.is_some() && self.verdict.violations.is_empty()
    }
}

/// Why a report could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file could not be opened, read or written.
    #[error("could not use the report {path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system answered.
        source: io::Error,
    },
    /// A line is no exchange.
    #[error("line {line} of the report {path} is no exchange")]
    Line {
        /// The file.
        path: PathBuf,
        /// The line's number, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// Appends exchanges to a file. Several may append to the same file.
#[derive(Debug)]
pub struct Report {
    path: PathBuf,
    file: Mutex<File>,
}

impl Report {
    /// Opens the file for appending, and creates it if need be.
    pub fn open(path: &Path) -> Result<Self, ReportError> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .map_err(|source| ReportError::Io { path: path.into(), source })?;
        Ok(Self { path: path.into(), file: Mutex::new(file) })
    }

    /// Appends one exchange as one line, with one write: whoever reads the file sees whole lines.
    pub fn append(&self, exchange: &Exchange) -> Result<(), ReportError> {
        let failed = |source| ReportError::Io { path: self.path.clone(), source };
        let mut line = serde_json::to_vec(exchange).map_err(|error| failed(error.into()))?;
        line.push(b'\n');
        self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line).map_err(failed)
    }
}

/// `/data/17/id: null` becomes `/data/*/id: null`: the same mistake in every item is one mistake.
fn without_indices(violation: &str) -> String {
    let (pointer, rest) = violation.split_once(':').unwrap_or((violation, ""));
    if !pointer.starts_with('/') {
        return violation.to_owned();
    }
    let is_index = |token: &str| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let tokens: Vec<&str> = pointer.split('/').map(|token| if is_index(token) { "*" } else { token }).collect();
    format!("{}:{rest}", tokens.join("/"))
}

/// Operations that have to be verified, by version.
pub type Required = BTreeMap<String, BTreeSet<String>>;

/// What the exchanges of one version add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionSummary {
    /// How many exchanges there were.
    pub exchanges: usize,
    /// Operations that answered 2xx at least once without a violation.
    pub verified: BTreeSet<String>,
    /// How many exchanges have a violation.
    pub violating: usize,
    /// Each violation with how often it was seen, by operation (or method and path) and status. Array indices are `*`.
    pub violations: BTreeMap<(String, u16, String), usize>,
    /// How many answers were 5xx.
    pub server_errors: usize,
    /// Statuses that are not listed but that any operation may give, by operation.
    pub unlisted: BTreeMap<(String, u16), usize>,
    /// How many exchanges have no operation in the document.
    pub undocumented: usize,
}

/// What all exchanges add up to. Its `Display` is a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// By version, oldest first.
    pub versions: BTreeMap<String, VersionSummary>,
    /// Required operations that were not verified.
    pub missing: Required,
}

impl Summary {
    /// Adds one exchange.
    pub fn add(&mut self, exchange: &Exchange) {
        let version = self.versions.entry(exchange.version.clone()).or_default();
        let verdict = &exchange.verdict;
        version.exchanges += 1;
        version.server_errors += usize::from(exchange.status >= 500);
        version.undocumented += usize::from(verdict.undocumented);
        version.violating += usize::from(!verdict.violations.is_empty());
        if exchange.is_verified() {
            version.verified.extend(verdict.operation_id.clone());
        }
        let path = exchange.path.split('?').next().unwrap_or_default();
        let name = verdict.operation_id.clone().unwrap_or_else(|| format!("{} {path}", exchange.method));
        for violation in &verdict.violations {
            let key = (name.clone(), exchange.status, without_indices(violation));
            *version.violations.entry(key).or_default() += 1;
        }
        if verdict.unlisted_status {
            *version.unlisted.entry((name, exchange.status)).or_default() += 1;
        }
    }

    /// The operations that were verified, by version.
    pub fn verified(&self) -> BTreeMap<String, BTreeSet<String>> {
        let of = |(name, version): (&String, &VersionSummary)| (name.clone(), version.verified.clone());
        self.versions.iter().map(of).collect()
    }

    /// How many exchanges there were.
    pub fn exchanges(&self) -> usize {
        self.versions.values().map(|version| version.exchanges).sum()
    }

    /// How many exchanges have a violation.
    pub fn violating(&self) -> usize {
        self.versions.values().map(|version| version.violating).sum()
    }

    /// How many answers were 5xx.
    pub fn server_errors(&self) -> usize {
        self.versions.values().map(|version| version.server_errors).sum()
    }

    /// How many required operations were not verified.
    pub fn missing(&self) -> usize {
        self.missing.values().map(BTreeSet::len).sum()
    }

    /// Whether there is something to show and nothing to complain about. A report without exchanges shows nothing.
    pub fn is_clean(&self) -> bool {
        self.exchanges() > 0 && self.violating() == 0 && self.server_errors() == 0 && self.missing() == 0
    }
}

/// Adds up reports, and looks for what is required.
pub fn summarise(files: &[PathBuf], required: &Required) -> Result<Summary, ReportError> {
    let mut summary = Summary::default();
    for path in files {
        let failed = |source| ReportError::Io { path: path.clone(), source };
        for (index, line) in BufReader::new(File::open(path).map_err(failed)?).lines().enumerate() {
            let exchange = serde_json::from_str(&line.map_err(failed)?).map_err(|source| ReportError::Line {
                path: path.clone(),
                line: index + 1,
                source,
            })?;
            summary.add(&exchange);
        }
    }
    for (version, operations) in required {
        let verified = summary.versions.get(version).map(|version| &version.verified);
        let lacking = |id: &&String| !verified.is_some_and(|verified| verified.contains(*id));
        let missing: BTreeSet<String> = operations.iter().filter(lacking).cloned().collect();
        if !missing.is_empty() {
            summary.missing.insert(version.clone(), missing);
        }
    }
    Ok(summary)
}

#[cfg(test)]
mod tests;
