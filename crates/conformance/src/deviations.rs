//! Known mistakes of the published documents, and their correction.

use serde::Deserialize;
use serde_json::Value;

use crate::Document;

/// Why the deviations could not be read or do not fit a document.
#[derive(Debug, thiserror::Error)]
pub enum DeviationError {
    /// The file is not readable.
    #[error("the deviations are not readable")]
    Parse(#[from] toml::de::Error),
    /// An entry has both `value` and `remove`, or neither, or no reason.
    #[error("deviation at {pointer}: give a reason, and either `value` or `remove = true`")]
    Unclear {
        /// The entry's pointer.
        pointer: String,
    },
    /// The document has no such operation or place.
    #[error("deviation at {operation} {pointer} in {version}: no such place")]
    NoPlace {
        /// The document's version.
        version: String,
        /// The entry's operation, or nothing.
        operation: String,
        /// The entry's pointer.
        pointer: String,
    },
    /// The document already says what the entry wants.
    #[error("deviation at {operation} {pointer} in {version}: changes nothing any more, remove it")]
    Stale {
        /// The document's version.
        version: String,
        /// The entry's operation, or nothing.
        operation: String,
        /// The entry's pointer.
        pointer: String,
    },
}

/// One mistake, and what should stand in its place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// The versions whose document has the mistake.
    pub versions: DeviationVersions,
    /// The operation that the pointer starts from; the whole document without it.
    #[serde(default)]
    pub operation: Option<String>,
    /// Where the mistake is, as a JSON pointer.
    pub pointer: String,
    /// What should stand there.
    #[serde(default)]
    pub value: Option<Value>,
    /// Whether nothing should stand there.
    #[serde(default)]
    pub remove: bool,
    /// Why the document is wrong.
    pub reason: String,
}

/// The versions an entry applies to.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum DeviationVersions {
    /// Every version.
    All(All),
    /// These dates.
    These(Vec<String>),
}

/// The word `all`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum All {
    /// Every version.
    All,
}

impl Deviation {
    /// Whether the entry applies to this version's document.
    pub fn applies_to(&self, version: &str) -> bool {
        match &self.versions {
            DeviationVersions::All(_) => true,
            DeviationVersions::These(versions) => versions.iter().any(|known| known == version),
        }
    }
}

/// All known mistakes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviations {
    #[serde(default, rename = "deviation")]
    entries: Vec<Deviation>,
}

impl Deviations {
    /// The entries of `deviations.toml`.
    pub fn known() -> Result<Self, DeviationError> {
        Self::parse(include_str!("../deviations.toml"))
    }

    /// Reads entries from TOML.
    pub fn parse(text: &str) -> Result<Self, DeviationError> {
        let deviations: Self = toml::from_str(text)?;
        for entry in &deviations.entries {
            if entry.remove == entry.value.is_some() || entry.reason.trim().is_empty() {
                return Err(DeviationError::Unclear { pointer: entry.pointer.clone() });
            }
        }
        Ok(deviations)
    }

    /// The entries, in the file's order.
    pub fn entries(&self) -> &[Deviation] {
        &self.entries
    }

    /// The document with its known mistakes corrected.
    pub fn correct(&self, document: &Document) -> Result<Document, DeviationError> {
        let mut root = document.root().clone();
        for entry in self.entries.iter().filter(|entry| entry.applies_to(document.version())) {
            match apply(document, &mut root, entry) {
                Some(true) => {}
                outcome => {
                    let version = document.version().to_owned();
                    let operation = entry.operation.clone().unwrap_or_default();
                    let pointer = entry.pointer.clone();
                    return Err(match outcome {
                        None => DeviationError::NoPlace { version, operation, pointer },
                        Some(_) => DeviationError::Stale { version, operation, pointer },
                    });
                }
            }
        }
        Ok(Document::from_value(document.version(), root))
    }
}

/// Applies one entry. `None`: no such place. `Some(false)`: nothing changed.
fn apply(document: &Document, root: &mut Value, entry: &Deviation) -> Option<bool> {
    let mut pointer = match &entry.operation {
        None => String::new(),
        Some(id) => {
            let operation = document.operation(id)?;
            format!("/paths/{}/{}", escape(&operation.path), operation.method.to_lowercase())
        }
    };
    pointer.push_str(&entry.pointer);
    let (parent, last) = pointer.rsplit_once('/')?;
    let last = unescape(last);

    let mut current = root;
    for token in parent.split('/').skip(1) {
        current = match current {
            Value::Object(object) => object.get_mut(&unescape(token))?,
            Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
        if current.get("$ref").is_some_and(Value::is_string) {
            // Resolved against the uncorrected document: a correction of the shared object has to be repeated here.
            *current = document.resolve(current).clone();
        }
    }
    match (current, &entry.value) {
        (Value::Object(object), Some(value)) => Some(object.insert(last, value.clone()).as_ref() != Some(value)),
        (Value::Object(object), None) => Some(object.remove(&last).is_some()),
        (Value::Array(items), value) => {
            let index = last.parse::<usize>().ok().filter(|index| *index < items.len())?;
            let before = items[index].clone();
            match value {
                Some(value) => items[index] = value.clone(),
                None => drop(items.remove(index)),
            }
            Some(value.as_ref() != Some(&before))
        }
        _ => None,
    }
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests;
