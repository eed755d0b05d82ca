//! What is explored: the built-in operations of an API version, or those of a document read at run time.

mod projection;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use frontdesk_contract::{ApiVersion, Descriptor, Method, catalogue};
use frontdesk_documents::{Document, DocumentError};

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::spec::Cache;
use crate::suggest::normalize;

/// The operations of one version, wherever they come from.
#[derive(Clone, Debug)]
pub(crate) struct Specification {
    /// Its date, for people and programs.
    pub(crate) label: String,
    /// The version whose marks count. What a document says counts in every version.
    pub(crate) version: ApiVersion,
    /// The file of a document; `None` for what is built in.
    pub(crate) file: Option<PathBuf>,
    operations: Vec<&'static Descriptor>,
}

impl Specification {
    /// What is built in.
    pub(crate) fn built_in(version: ApiVersion) -> Self {
        let operations = catalogue::operations().filter(|operation| operation.versions.contains(version)).collect();
        Self { label: version.as_str().to_owned(), version, file: None, operations }
    }

    /// A document: a file, or a date of the cache.
    pub(crate) fn open(name: &str) -> Outcome<Self> {
        if is_file_name(name) {
            return Self::read(Path::new(name));
        }
        let date = date_of(name);
        let cache = Cache::find()?;
        match cache.document(date) {
            Some(path) => Self::read(&path),
            None => Err(unknown(date, &cache)),
        }
    }

    /// A built-in version, a date of the cache or a file, whichever the name says.
    pub(crate) fn find(name: &str) -> Outcome<Self> {
        match crate::arguments::parse_version(name) {
            Ok(version) => Ok(Self::built_in(version)),
            Err(_) => Self::open(name),
        }
    }

    fn read(path: &Path) -> Outcome<Self> {
        let document = Document::load("", path).map_err(|error| unreadable(&error))?;
        let label = document.root()["info"]["version"].as_str().map(str::to_owned);
        let label = label.or_else(|| path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        let operations = projection::operations(&document);
        if operations.is_empty() {
            let message = format!("{} describes no operations", path.display());
            return Err(Failure::new(Exit::Invalid, "document_invalid", message));
        }
        let label = label.unwrap_or_default();
        Ok(Self { label, version: ApiVersion::NEWEST, file: Some(path.to_owned()), operations })
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = &'static Descriptor> + use<'_> {
        self.operations.iter().copied()
    }

    /// Every tag with the number of its operations, in alphabetical order.
    pub(crate) fn tags(&self) -> Vec<(&'static str, usize)> {
        let mut counts = BTreeMap::new();
        for operation in self.operations() {
            for tag in operation.tags {
                *counts.entry(*tag).or_insert(0) += 1;
            }
        }
        counts.into_iter().collect()
    }

    /// The operations of a tag, by path.
    pub(crate) fn tagged(&self, tag: &str) -> Vec<&'static Descriptor> {
        let mut operations: Vec<&'static Descriptor> =
            self.operations().filter(|operation| operation.tags.contains(&tag)).collect();
        operations.sort_by_key(|operation| (operation.path, operation.method));
        operations
    }

    /// The tag that a text names in any spelling, or names in part while no other one is.
    pub(crate) fn tag(&self, text: &str) -> Option<&'static str> {
        let words: Vec<&str> = text.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("and")).collect();
        let wanted = normalize(&words.join(" "));
        if wanted.is_empty() {
            return None;
        }
        let tags: Vec<(&'static str, String)> = self.tags().into_iter().map(|(tag, _)| (tag, normalize(tag))).collect();
        if let Some((tag, _)) = tags.iter().find(|(_, name)| *name == wanted) {
            return Some(tag);
        }
        let mut parts = tags.iter().filter(|(_, name)| name.starts_with(&wanted) || name.ends_with(&wanted));
        match (parts.next(), parts.next()) {
            (Some((tag, _)), None) if wanted.len() >= 4 => Some(tag),
            _ => None,
        }
    }

    /// The operation that answers a concrete path, without `/v1`.
    pub(crate) fn resolve(&self, method: Method, path: &str) -> Option<&'static Descriptor> {
        catalogue::resolve_among(self.operations(), method, path)
    }

    /// The operation with that id, in any case.
    pub(crate) fn by_id(&self, id: &str) -> Option<&'static Descriptor> {
        self.operations().find(|operation| operation.id.eq_ignore_ascii_case(id))
    }

    /// The date, and that it is not what is built in.
    pub(crate) fn name(&self) -> String {
        match &self.file {
            Some(path) => format!("document {} ({})", self.label, path.display()),
            None => format!("API version {}", self.label),
        }
    }
}

/// Whether a name means a file rather than a date.
fn is_file_name(name: &str) -> bool {
    let path = Path::new(name);
    let has_ending =
        path.extension().is_some_and(|ending| ["yml", "yaml", "json"].iter().any(|known| ending == *known));
    name.contains(['/', '\\']) || has_ending && path.is_file()
}

/// `2026-08-01` of `2026-08-01.yml`.
fn date_of(name: &str) -> &str {
    name.strip_suffix(".yml").unwrap_or(name)
}

fn unknown(date: &str, cache: &Cache) -> Failure {
    let known: Vec<String> = cache.dates();
    let built_in = ApiVersion::ALL.into_iter().find(|version| version.as_str() == date);
    let failure = Failure::new(Exit::NotFound, "unknown_document", format!("no document `{date}` is in the cache"));
    let near = crate::suggest::nearest(date, known.iter().map(String::as_str));
    let failure = failure.candidates(near.into_iter().map(str::to_owned).collect());
    match built_in {
        Some(version) => failure
            .fix(format!("--api-version {version} uses what is built in; `frontdesk spec update` fetches documents")),
        None => failure.fix("`frontdesk spec update` fetches the official documents; `frontdesk spec list` names them"),
    }
}

/// Why a document cannot be used, with the place where reading stopped.
pub(crate) fn unreadable(error: &DocumentError) -> Failure {
    let mut message = error.to_string();
    if let Some(source) = std::error::Error::source(error) {
        let source = source.to_string();
        // The parser shows the place in several lines; the first says what is wrong.
        message = format!("{message}: {}", source.lines().next().unwrap_or_default());
    }
    let exit = if matches!(error, DocumentError::Read { .. }) { Exit::NotFound } else { Exit::Invalid };
    Failure::new(exit, "document_unreadable", message)
}
