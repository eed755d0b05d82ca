//! JWT templates: replacing shortcodes such as `{{user.first_name || 'friend'}}` by what they stand for.

use std::str::FromStr as _;

use serde_json::{Map, Number, Value};

/// What a template is for, which decides the names it may not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateKind {
    /// A template of the instance's own, asked for by name.
    Named,
    /// The claims added to every session token.
    Session,
}

const RESERVED: [&str; 11] = ["azp", "exp", "iat", "iss", "jti", "nbf", "sub", "sid", "v", "pla", "fea"];
const RESERVED_IN_SESSION: [&str; 4] = ["o", "fva", "sts", "act"];

/// What shortcodes may begin with.
const ROOTS: [&str; 4] = ["user", "org", "org_membership", "session"];

/// Never shown: browsers can read tokens.
const PRIVATE: &str = "private_metadata";

/// Customers' own objects. What they call `private_metadata` inside them is not ours to hide.
const OWN: [&str; 2] = ["public_metadata", "unsafe_metadata"];

pub(crate) fn is_reserved(claim: &str, kind: TemplateKind) -> bool {
    RESERVED.contains(&claim) || (kind == TemplateKind::Session && RESERVED_IN_SESSION.contains(&claim))
}

/// The first claim of a template that only the server may set.
pub fn reserved_claim(template: &Map<String, Value>, kind: TemplateKind) -> Option<&str> {
    template.keys().map(String::as_str).find(|claim| is_reserved(claim, kind))
}

/// Replaces the shortcodes in every string of a template, through objects and arrays. Keys stay as they are.
///
/// The context is an object with any of `user`, `org`, `org_membership` and `session`. A string that is one shortcode
/// becomes the value with its type; in other text the value is written out, and the text is trimmed. What is not
/// known is null.
pub fn evaluate_template(template: &Value, context: &Value) -> Value {
    match template {
        Value::String(text) => evaluate_text(text, context),
        Value::Array(items) => items.iter().map(|item| evaluate_template(item, context)).collect(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), evaluate_template(value, context)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// A piece of a template's text.
enum Piece<'a> {
    Text(&'a str),
    Shortcode(&'a str),
}

fn evaluate_text(text: &str, context: &Value) -> Value {
    let pieces = split(text);
    match pieces.as_slice() {
        [Piece::Shortcode(code)] => evaluate_shortcode(code, context),
        [] | [Piece::Text(_)] => Value::from(text),
        _ => {
            let mut result = String::with_capacity(text.len());
            for piece in &pieces {
                match piece {
                    Piece::Text(text) => result.push_str(text),
                    Piece::Shortcode(code) => match evaluate_shortcode(code, context) {
                        Value::String(value) => result.push_str(&value),
                        other => result.push_str(&other.to_string()),
                    },
                }
            }
            Value::from(result.trim())
        }
    }
}

/// Cuts text at its shortcodes. Braces that are never closed are text.
fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    // Looking for a quote's end can fail only once, or text full of single quotes would take quadratic time.
    let mut quotes_match = true;
    while let Some(start) = rest.find("{{") {
        let inner = &rest[start + 2..];
        let mut end = None;
        if quotes_match {
            end = find_end(inner);
            quotes_match = end.is_some();
        }
        let Some(end) = end.or_else(|| inner.find("}}")) else {
            break;
        };
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(Piece::Shortcode(&inner[..end]));
        rest = &inner[end + 2..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Where the shortcode ends, not counting braces between single quotes.
fn find_end(inner: &str) -> Option<usize> {
    let mut quoted = false;
    let bytes = inner.as_bytes();
    (0..bytes.len()).find(|&at| {
        quoted ^= bytes[at] == b'\'';
        !quoted && bytes[at..].starts_with(b"}}")
    })
}

/// The first operand that is neither null nor false; the last one whatever it is.
fn evaluate_shortcode(code: &str, context: &Value) -> Value {
    let mut value = Value::Null;
    for operand in operands(code) {
        value = evaluate_operand(operand.trim(), context);
        if !matches!(value, Value::Null | Value::Bool(false)) {
            break;
        }
    }
    value
}

/// Splits at `||`, except between single quotes.
fn operands(code: &str) -> Vec<&str> {
    let mut operands = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let bytes = code.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        quoted ^= bytes[at] == b'\'';
        if !quoted && bytes[at..].starts_with(b"||") {
            operands.push(&code[start..at]);
            at += 2;
            start = at;
        } else {
            at += 1;
        }
    }
    operands.push(&code[start..]);
    operands
}

fn evaluate_operand(operand: &str, context: &Value) -> Value {
    if let Some(text) = operand.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return Value::from(text);
    }
    match operand {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => match Number::from_str(operand) {
            Ok(number) => Value::Number(number),
            Err(_) => look_up(operand, context).unwrap_or(Value::Null),
        },
    }
}

/// The value at a path below one of the roots. A root itself is no shortcode.
fn look_up(path: &str, context: &Value) -> Option<Value> {
    let (root, path) = path.split_once('.').filter(|(root, _)| ROOTS.contains(root))?;
    let mut value = context.get(root)?;
    let mut own = false;
    for segment in path.split('.') {
        if segment == PRIVATE && !own {
            return None;
        }
        own |= OWN.contains(&segment);
        value = value.as_object()?.get(segment)?;
    }
    Some(if own { value.clone() } else { without_private(value) })
}

fn without_private(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_private).collect(),
        Value::Object(entries) => entries
            .iter()
            .filter(|(key, _)| *key != PRIVATE)
            .map(|(key, value)| {
                let own = OWN.contains(&key.as_str());
                (key.clone(), if own { value.clone() } else { without_private(value) })
            })
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
