//! One published `OpenAPI` 3.0 document, read and resolved.

mod merge;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The file is missing or unreadable.
    #[error("could not read {path}")]
    Read {
        /// The file that was asked for.
        path: PathBuf,
        /// What the operating system answered.
        source: std::io::Error,
    },
    /// The file is not YAML.
    #[error("{path} is not readable as YAML")]
    Yaml {
        /// The file that was read.
        path: PathBuf,
        /// Where and why the parser stopped.
        source: Box<serde_saphyr::Error>,
    },
    /// The file is YAML, but not a document with paths or webhooks.
    #[error("{path} has no `paths` or `x-webhooks` object")]
    NoPaths {
        /// The file that was read.
        path: PathBuf,
    },
}

/// A parsed document. Cloning is cheap: clones share the parsed tree.
#[derive(Clone, Debug)]
pub struct Document {
    version: Arc<str>,
    root: Arc<Value>,
}

/// One operation of a document, with its references followed one level deep.
///
/// Schemas inside parameters, bodies and responses keep their `$ref`: follow them with [`Document::resolve`].
#[derive(Clone, Debug)]
pub struct OperationDocument {
    /// The method in upper case: `GET`.
    pub method: String,
    /// The path template as the document writes it, without a `/v1` prefix: `/users/{user_id}`.
    pub path: String,
    /// The id as the document spells it.
    pub operation_id: String,
    /// The tags in the document's order.
    pub tags: Vec<String>,
    /// Whether the document marks the operation as deprecated.
    pub deprecated: bool,
    /// Parameter objects: those of the path, overridden and followed by those of the operation.
    pub parameters: Vec<Value>,
    /// The request body object, if the operation has one.
    pub request_body: Option<Value>,
    /// Response objects by status, as the document writes it (`"200"`, `"default"`).
    pub responses: BTreeMap<String, Value>,
    /// The operation object itself.
    pub operation: Value,
}

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl Document {
    /// Reads one YAML document.
    pub fn load(version: &str, path: &Path) -> Result<Self, DocumentError> {
        let text = fs::read_to_string(path).map_err(|source| DocumentError::Read { path: path.into(), source })?;
        Self::parse(version, &text, path)
    }

    /// Reads a YAML text; `path` is where it came from, for messages.
    pub fn parse(version: &str, text: &str, path: &Path) -> Result<Self, DocumentError> {
        Self::parse_with("paths", version, text, path)
    }

    /// Reads a YAML document of webhooks, which has `x-webhooks` in place of paths.
    pub fn load_webhooks(version: &str, path: &Path) -> Result<Self, DocumentError> {
        let text = fs::read_to_string(path).map_err(|source| DocumentError::Read { path: path.into(), source })?;
        Self::parse_with("x-webhooks", version, &text, path)
    }

    fn parse_with(key: &str, version: &str, text: &str, path: &Path) -> Result<Self, DocumentError> {
        let root: Value = serde_saphyr::from_str(text)
            .map_err(|source| DocumentError::Yaml { path: path.into(), source: Box::new(source) })?;
        if !root.get(key).is_some_and(Value::is_object) {
            return Err(DocumentError::NoPaths { path: path.into() });
        }
        Ok(Self { version: version.into(), root: Arc::new(root) })
    }

    /// Wraps an already parsed document; what tests build their small documents with.
    pub fn from_value(version: &str, root: Value) -> Self {
        Self { version: version.into(), root: Arc::new(root) }
    }

    /// The version date: `2026-05-12`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The whole document.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Follows `$ref` until something else is reached. What is no reference comes back as it is.
    ///
    /// `OpenAPI` 3.0 ignores whatever stands beside a `$ref`, and so does this. A reference that leads nowhere, or
    /// in a circle, comes back unresolved.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let mut current = value;
        // No chain in use is longer than three; the bound only ends circles.
        for _ in 0..32 {
            let target = current
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix('#'))
                .and_then(|pointer| self.root.pointer(pointer));
            match target {
                Some(target) => current = target,
                None => return current,
            }
        }
        value
    }

    /// Flattens `allOf` (nested ones and references too) into one schema without `allOf`.
    ///
    /// Properties and `required` are united; a keyword beside `allOf` wins over the parts, so `nullable` there is
    /// kept. `additionalProperties: false` of a part closes the union, not the part: taken literally it would refuse
    /// what its sibling declares. Property schemas inside stay as they are, references included.
    pub fn merge_all_of(&self, schema: &Value) -> Value {
        merge::merge_all_of(self, schema)
    }

    /// All operations, ordered by path, then by method.
    pub fn operations(&self) -> Vec<OperationDocument> {
        let Some(paths) = self.root.get("paths").and_then(Value::as_object) else {
            return Vec::new();
        };
        let mut operations = Vec::new();
        for (path, item) in paths {
            let item = self.resolve(item);
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    operations.push(self.operation_document(path, method, item, operation));
                }
            }
        }
        operations
    }

    /// The operation with this id, in the document's spelling.
    pub fn operation(&self, id: &str) -> Option<OperationDocument> {
        self.operations().into_iter().find(|operation| operation.operation_id == id)
    }

    fn operation_document(&self, path: &str, method: &str, item: &Value, operation: &Value) -> OperationDocument {
        let mut parameters: Vec<Value> = Vec::new();
        for source in [item, operation] {
            for parameter in source.get("parameters").and_then(Value::as_array).into_iter().flatten() {
                let parameter = self.resolve(parameter).clone();
                let same = |other: &Value| other["name"] == parameter["name"] && other["in"] == parameter["in"];
                match parameters.iter().position(same) {
                    Some(place) => parameters[place] = parameter,
                    None => parameters.push(parameter),
                }
            }
        }
        let responses = operation.get("responses").and_then(Value::as_object);
        OperationDocument {
            method: method.to_uppercase(),
            path: path.to_owned(),
            operation_id: operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned(),
            tags: operation
                .get("tags")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|tag| tag.as_str().map(str::to_owned))
                .collect(),
            deprecated: operation.get("deprecated").and_then(Value::as_bool).unwrap_or(false),
            parameters,
            request_body: operation.get("requestBody").map(|body| self.resolve(body).clone()),
            responses: responses
                .unwrap_or(&Map::new())
                .iter()
                .filter(|(status, _)| !status.starts_with("x-"))
                .map(|(status, response)| (status.clone(), self.resolve(response).clone()))
                .collect(),
            operation: operation.clone(),
        }
    }
}
