//! What has to be said before metadata is written: which kind it is, who reads and writes it, what happens to the rest.

use frontdesk_contract::Method;
use serde_json::Value;

use crate::request::Request;

/// Name, who reads it, who writes it, what it is good for.
const KINDS: [(&str, &str, &str, &str); 3] = [
    ("public_metadata", "front end and back end", "back end only", "plans, roles, flags that the front end shows"),
    ("private_metadata", "back end only", "back end only", "billing ids, internal notes, compliance flags"),
    ("unsafe_metadata", "front end and back end", "front end and back end", "preferences; never trust it"),
];

/// The sentences for a request; empty when it writes no metadata.
pub(crate) fn explain(request: &Request) -> Vec<String> {
    let body = request.parts.body.as_ref();
    let bodies: Vec<&Value> = match body {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let written: Vec<&str> =
        KINDS.iter().map(|kind| kind.0).filter(|name| bodies.iter().any(|body| body.get(name).is_some())).collect();
    if written.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("This writes {}. There are three kinds of metadata:", written.join(" and "))];
    for (name, readers, writers, good_for) in KINDS {
        let mark = if written.contains(&name) { "*" } else { " " };
        lines.push(format!("{mark} {name:<16}  read by {readers}, written by {writers}: {good_for}"));
    }
    lines.push(effect(request).to_owned());
    lines
}

fn effect(request: &Request) -> &'static str {
    let own = request.operation.path.ends_with("/metadata");
    match request.operation.method {
        Method::Patch if own => {
            "The keys given are merged into what is there, at every depth; null removes a key; others stay."
        }
        Method::Put if own => "What is there is replaced whole: keys that are not given are lost.",
        Method::Patch => {
            "Each kind given is replaced whole: keys that are not given are lost. \
             PATCH …/metadata merges instead."
        }
        _ => "It is what the new object starts with.",
    }
}
