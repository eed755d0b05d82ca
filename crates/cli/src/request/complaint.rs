//! What is wrong with a request, and the nearest right thing.

use frontdesk_contract::{Descriptor, Method, Problem, Schema, Violation, catalogue};

use super::Request;
use crate::prompt::title;
use crate::suggest::nearest;

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub(crate) message: String,
    /// What was probably meant.
    pub(crate) suggestions: Vec<String>,
}

impl Complaint {
    pub(super) fn of(request: &Request, violation: &Violation) -> Self {
        let mut message = violation.to_string();
        let suggestions = match &violation.problem {
            Problem::Unknown if violation.path == "body" => {
                message = format!("{} takes no body", title(request.operation));
                Vec::new()
            }
            Problem::Unknown if request.names().iter().all(|name| *name != root(&violation.path)) => {
                unknown(request, root(&violation.path), &mut message)
            }
            Problem::NotAllowed(values) => {
                let given = request.given_text(&violation.path).unwrap_or_default();
                nearest(&given, values.iter().copied()).into_iter().map(str::to_owned).collect()
            }
            Problem::Missing => {
                if let Some(values) = request.field(&violation.path).map(|field| allowed(field.schema, request)) {
                    if !values.is_empty() {
                        message = format!("{message}: one of {}", values.join(", "));
                    }
                }
                Vec::new()
            }
            _ => Vec::new(),
        };
        if let [first, rest @ ..] = suggestions.as_slice() {
            let rest: String = rest.iter().map(|name| format!(" or `{name}`")).collect();
            message.push_str(&format!("; did you mean `{first}`{rest}?"));
        }
        Self { message, suggestions }
    }
}

/// The name before the first dot or bracket.
fn root(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

fn unknown(request: &Request, name: &str, message: &mut String) -> Vec<String> {
    // In some versions metadata has operations of its own.
    let path = format!("{}/metadata", request.operation.path);
    let mut metadata: Vec<&Descriptor> = catalogue::operations()
        .filter(|operation| operation.path == path && operation.versions.contains(request.version))
        .filter(|operation| operation.body_object().is_some_and(|object| object.field(name, request.version).is_some()))
        .collect();
    // Merging before replacing.
    metadata.sort_by_key(|operation| std::cmp::Reverse(operation.method));
    if !metadata.is_empty() && request.operation.method != Method::Get {
        *message = format!("`{name}` is not changed by {} in {}", title(request.operation), request.version);
        return metadata.into_iter().map(title).collect();
    }
    if request.names().is_empty() {
        *message = format!("{message}: {} takes none", title(request.operation));
    }
    nearest(name, request.names()).into_iter().map(str::to_owned).collect()
}

/// The values that a text may have.
pub(super) fn allowed(schema: &Schema, request: &Request) -> Vec<&'static str> {
    match schema.without_null() {
        Schema::String(text) => {
            let values = text.values.iter().filter(|value| value.versions.contains(request.version));
            values.map(|value| value.value).collect()
        }
        _ => Vec::new(),
    }
}

impl Request {
    /// The text that stands at a place of the query or the body.
    fn given_text(&self, path: &str) -> Option<String> {
        let name = path.split(['.', '[']).next()?;
        let value = self.parts.query.get(name).or_else(|| {
            let pointer = format!("/{}", path.replace('.', "/").replace('[', "/").replace(']', ""));
            self.parts.body.as_ref()?.pointer(&pointer)
        })?;
        value.as_str().map(str::to_owned)
    }

    /// The values that may be chosen for a field; empty when it is free.
    pub(crate) fn choices(&self, name: &str) -> Vec<&'static str> {
        self.field(name).map(|field| allowed(field.schema, self)).unwrap_or_default()
    }
}
