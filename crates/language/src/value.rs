//! Values in words, by the schema of the field that they are for.

use frontdesk_contract::{ApiVersion, Field, Schema, request::read_scalar};
use serde_json::Value;

use crate::time;
use crate::token::{Kind, Token};
use crate::vocabulary::{may_be_name, singular};

/// The value at the beginning of the tokens, and how many of them it takes.
pub(crate) fn read(field: &Field, version: ApiVersion, tokens: &[Token]) -> Option<(Value, usize)> {
    match field.schema.without_null() {
        Schema::Array { items, .. } => {
            if let Some(Token { kind: Kind::Json(value @ Value::Array(_)), .. }) = tokens.first() {
                return Some((value.clone(), 1));
            }
            let mut values = Vec::new();
            let mut at = 0;
            loop {
                let (value, taken) = one(field, items, version, tokens.get(at..)?).filter(|_| at < tokens.len())?;
                values.push(value);
                at += taken;
                // "a, b and c", as long as the next one is of the same kind.
                let joint =
                    tokens.get(at..)?.iter().take_while(|token| token.kind == Kind::Comma || token.is("and")).count();
                let same = joint > 0
                    && tokens
                        .get(at + joint)
                        .is_some_and(|next| next.kind == tokens[at - 1].kind && next.kind != Kind::Word);
                if !same {
                    return Some((Value::Array(values), at));
                }
                at += joint;
            }
        }
        schema => one(field, schema, version, tokens),
    }
}

fn one(field: &Field, schema: &Schema, version: ApiVersion, tokens: &[Token]) -> Option<(Value, usize)> {
    let token = tokens.first()?;
    match schema.without_null() {
        Schema::Boolean => Some((Value::Bool(boolean(token)?), 1)),
        Schema::Integer(_) | Schema::Number(_) => {
            let number = time::number(token).map(Value::from).or_else(|| {
                let value = read_scalar(schema, &token.text);
                (token.is_word() && value.is_number()).then_some(value)
            })?;
            // "1 hour" for a field in seconds, "30 days" for one in days.
            if let (Some(amount), Some(next)) = (number.as_i64(), tokens.get(1)) {
                if let Some(seconds) =
                    seconds(next).filter(|_| field.name.contains("second") || field.name.ends_with("ttl"))
                {
                    return Some((Value::from(amount.checked_mul(seconds)?), 2));
                }
                if next.is("day") && field.name.contains("day") {
                    return Some((number, 2));
                }
            }
            Some((number, 1))
        }
        Schema::String(text) if !text.values.is_empty() => {
            let wanted = plain(&token.text);
            let known = text.values.iter().filter(|value| value.versions.contains(version));
            let found = known.map(|value| value.value).find(|value| plain(value) == wanted)?;
            Some((Value::from(found), 1))
        }
        Schema::String(_) => {
            let (text, taken) = text(field, tokens)?;
            Some((Value::String(role(field.name, text)), taken))
        }
        Schema::Any => literal(token).map(|value| (value, 1)),
        Schema::Map(_) | Schema::Object(_) | Schema::OneOf { .. } => match &token.kind {
            Kind::Json(value) => Some((value.clone(), 1)),
            _ => None,
        },
        _ => None,
    }
}

/// A text: in quotes, an address, or a word; of names, the capitalised words that follow too.
fn text(field: &Field, tokens: &[Token]) -> Option<(String, usize)> {
    let token = tokens.first()?;
    match token.kind {
        Kind::Quoted | Kind::Email | Kind::Phone | Kind::Url | Kind::Number(_) => Some((token.text.clone(), 1)),
        Kind::Word if may_be_name(token) || is_role(field.name) && token.is("membership") => {
            Some(if field.name.contains("name") { run(tokens) } else { (token.text.clone(), 1) })
        }
        _ => None,
    }
}

/// A word and the capitalised ones after it: `Acme Corp`.
pub(crate) fn run(tokens: &[Token]) -> (String, usize) {
    let capital = |token: &Token| token.is_word() && may_be_name(token) && token.text.starts_with(char::is_uppercase);
    let more = tokens.iter().skip(1).take_while(|token| capital(token)).count();
    let taken = if tokens.first().is_some_and(capital) { 1 + more } else { 1 };
    (tokens[..taken].iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" "), taken)
}

/// A value without a schema: a number, a truth, JSON, or text.
pub(crate) fn literal(token: &Token) -> Option<Value> {
    match &token.kind {
        Kind::Number(value) => Some(Value::from(*value)),
        Kind::Json(value) => Some(value.clone()),
        Kind::Word => match token.text.to_lowercase().as_str() {
            "true" | "yes" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" => Some(Value::Null),
            text => match text.parse::<f64>().ok().and_then(serde_json::Number::from_f64) {
                Some(number) if text.starts_with(|c: char| c.is_ascii_digit()) => Some(Value::Number(number)),
                _ => may_be_name(token).then(|| Value::from(token.text.clone())),
            },
        },
        Kind::Quoted | Kind::Email | Kind::Phone | Kind::Url => Some(Value::from(token.text.clone())),
        Kind::Assign(..) | Kind::Comma => None,
    }
}

pub(crate) fn boolean(token: &Token) -> Option<bool> {
    match token.text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "enabled" => Some(true),
        "false" | "off" | "disabled" => Some(false),
        _ => None,
    }
}

fn seconds(unit: &Token) -> Option<i64> {
    Some(match unit.word.as_str() {
        "second" => 1,
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        "week" => 604_800,
        _ => return None,
    })
}

/// Whether a field takes the key of a role, which begins with `org:`.
pub(crate) fn is_role(name: &str) -> bool {
    name.contains("role") && !name.ends_with("id") && !name.contains("role_set") && !name.contains("mapping")
}

/// The key of a role from the word for it: `admin` becomes `org:admin`.
pub(crate) fn role(field: &str, text: String) -> String {
    if is_role(field) && !text.contains(':') { format!("org:{}", singular(&text.to_lowercase())) } else { text }
}

fn plain(text: &str) -> String {
    singular(&text.to_lowercase().replace([' ', '-', '_'], ""))
}
