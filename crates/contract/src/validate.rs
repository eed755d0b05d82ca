//! Holding JSON values against schemas. The server turns a [`Violation`] into Clerk's error code,
//! the executor into a complaint before anything is sent.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::sync::{LazyLock, PoisonError, RwLock};

use regex_lite::Regex;
use serde_json::Value;

use crate::schema::{Schema, StringSchema, pick_variant};
use crate::{ApiVersion, Field};

/// How a value breaks its schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A required field is not there.
    Missing,
    /// A key that is not declared.
    Unknown,
    /// `null` where it is not allowed.
    Null,
    /// Another JSON type than the declared one, which is named.
    Type(&'static str),
    /// A single value that was given several times.
    Repeated,
    /// A text that is not among the allowed ones.
    NotAllowed(Vec<&'static str>),
    /// A number below its minimum.
    TooSmall(i64),
    /// A number above its maximum.
    TooLarge(i64),
    /// A text with fewer characters than allowed.
    TooShort(u32),
    /// A text with more characters than allowed.
    TooLong(u32),
    /// A text that is not of the declared format, which is named.
    Format(&'static str),
    /// Fewer items than allowed.
    TooFewItems(u32),
    /// More items than allowed.
    TooManyItems(u32),
}

/// One place where a value breaks its schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Where: names joined by dots, list positions in brackets; empty for the whole value.
    pub path: String,
    /// How.
    pub problem: Problem,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.path.is_empty() { "the value" } else { &self.path };
        match &self.problem {
            Problem::Missing => write!(f, "`{name}` is required"),
            Problem::Unknown => write!(f, "`{name}` is not a known parameter"),
            Problem::Null => write!(f, "`{name}` must not be null"),
            Problem::Type(expected) => write!(f, "`{name}` must be of type {expected}"),
            Problem::Repeated => write!(f, "`{name}` takes one value and was given several"),
            Problem::NotAllowed(values) => write!(f, "`{name}` must be one of {}", values.join(", ")),
            Problem::TooSmall(minimum) => write!(f, "`{name}` must be at least {minimum}"),
            Problem::TooLarge(maximum) => write!(f, "`{name}` must be at most {maximum}"),
            Problem::TooShort(length) => write!(f, "`{name}` must have at least {length} characters"),
            Problem::TooLong(length) => write!(f, "`{name}` must have at most {length} characters"),
            Problem::Format(format) => write!(f, "`{name}` must be a valid {format}"),
            Problem::TooFewItems(count) => write!(f, "`{name}` must have at least {count} items"),
            Problem::TooManyItems(count) => write!(f, "`{name}` must have at most {count} items"),
        }
    }
}

impl Schema {
    /// Every place where `value` breaks this schema in `version`.
    pub fn violations(&self, value: &Value, version: ApiVersion) -> Vec<Violation> {
        let mut violations = Vec::new();
        check(self, value, version, &mut String::new(), &mut violations);
        violations
    }
}

/// Holds the value of one field against it; `None` means that the field is not there.
pub fn check_field(field: &Field, value: Option<&Value>, version: ApiVersion, violations: &mut Vec<Violation>) {
    check_member(field, value, version, &mut String::new(), violations);
}

fn check_member(
    field: &Field,
    value: Option<&Value>,
    version: ApiVersion,
    path: &mut String,
    violations: &mut Vec<Violation>,
) {
    let length = path.len();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(field.name);
    match value {
        None if field.required.contains(version) => report(path, Problem::Missing, violations),
        None => {}
        Some(Value::Null) if field.nullable.contains(version) => {}
        Some(value) => check(field.schema, value, version, path, violations),
    }
    path.truncate(length);
}

fn report(path: &str, problem: Problem, violations: &mut Vec<Violation>) {
    violations.push(Violation { path: path.to_owned(), problem });
}

fn check(schema: &Schema, value: &Value, version: ApiVersion, path: &mut String, violations: &mut Vec<Violation>) {
    match (schema, value) {
        (Schema::Any, _)
        | (Schema::Nullable(_), Value::Null)
        | (Schema::Boolean, Value::Bool(_))
        | (Schema::Binary, Value::String(_)) => {}
        (Schema::Nullable(inner), value) => check(inner, value, version, path, violations),
        (_, Value::Null) => report(path, Problem::Null, violations),
        (Schema::Integer(range) | Schema::Number(range), Value::Number(number)) => {
            if matches!(schema, Schema::Integer(_)) && number.as_i64().is_none() {
                return report(path, Problem::Type("integer"), violations);
            }
            #[expect(clippy::cast_precision_loss, reason = "limits are small numbers")]
            let below = |limit: i64| number.as_f64().is_some_and(|number| number < limit as f64);
            #[expect(clippy::cast_precision_loss, reason = "limits are small numbers")]
            let above = |limit: i64| number.as_f64().is_some_and(|number| number > limit as f64);
            if let Some(minimum) = range.minimum.filter(|limit| below(*limit)) {
                report(path, Problem::TooSmall(minimum), violations);
            } else if let Some(maximum) = range.maximum.filter(|limit| above(*limit)) {
                report(path, Problem::TooLarge(maximum), violations);
            }
        }
        (Schema::String(text), Value::String(value)) => check_text(text, value, version, path, violations),
        (Schema::Array { items, min_items, max_items }, Value::Array(values)) => {
            if let Some(count) = min_items.filter(|count| values.len() < *count as usize) {
                report(path, Problem::TooFewItems(count), violations);
            }
            if let Some(count) = max_items.filter(|count| values.len() > *count as usize) {
                return report(path, Problem::TooManyItems(count), violations);
            }
            let length = path.len();
            for (position, value) in values.iter().enumerate() {
                let _ = write!(path, "[{position}]");
                check(items, value, version, path, violations);
                path.truncate(length);
            }
        }
        (Schema::Map(inner), Value::Object(map)) => {
            if matches!(inner, Schema::Any) {
                return;
            }
            let length = path.len();
            for (key, value) in map {
                path.push('.');
                path.push_str(key);
                check(inner, value, version, path, violations);
                path.truncate(length);
            }
        }
        (Schema::Object(object), Value::Object(map)) => {
            for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
                check_member(field, map.get(field.name), version, path, violations);
            }
            if object.closed.contains(version) {
                for key in map.keys().filter(|key| object.field(key, version).is_none()) {
                    let full = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    report(&full, Problem::Unknown, violations);
                }
            }
        }
        (Schema::OneOf { variants, discriminator: None }, value) => {
            let mut first = None;
            for variant in variants.iter().filter(|variant| variant.versions.contains(version)) {
                let mut inner = Vec::new();
                check(variant.schema, value, version, path, &mut inner);
                if inner.is_empty() {
                    return;
                }
                first.get_or_insert(inner);
            }
            violations.extend(first.into_iter().flatten());
        }
        (Schema::OneOf { variants, discriminator }, value) => match pick_variant(variants, *discriminator, value) {
            Some(variant) => check(variant.schema, value, version, path, violations),
            None => report(path, Problem::Type("object"), violations),
        },
        (schema, _) => report(path, Problem::Type(schema.type_name()), violations),
    }
}

fn check_text(text: &StringSchema, value: &str, version: ApiVersion, path: &str, violations: &mut Vec<Violation>) {
    let known = text.values.iter().filter(|allowed| allowed.versions.contains(version)).map(|allowed| allowed.value);
    // A text is free in a version that names no values.
    if known.clone().next().is_some() {
        if !known.clone().any(|allowed| allowed == value) {
            report(path, Problem::NotAllowed(known.collect()), violations);
        }
        return;
    }
    let length = value.chars().count();
    if let Some(minimum) = text.min_length.filter(|minimum| length < *minimum as usize) {
        report(path, Problem::TooShort(minimum), violations);
    } else if let Some(maximum) = text.max_length.filter(|maximum| length > *maximum as usize) {
        report(path, Problem::TooLong(maximum), violations);
    } else if text.pattern.is_some_and(|pattern| !matches(pattern, value)) {
        report(path, Problem::Format("value"), violations);
    }
}

/// Whether the value matches; every pattern of the catalogue is read once, when it is first needed.
fn matches(pattern: &'static str, value: &str) -> bool {
    static READ: LazyLock<RwLock<HashMap<&'static str, Option<Regex>>>> = LazyLock::new(RwLock::default);
    // A pattern that cannot be read forbids nothing; a test reads every one.
    let is_match = |read: &Option<Regex>| read.as_ref().is_none_or(|read| read.is_match(value));
    if let Some(read) = READ.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return is_match(read);
    }
    let read = Regex::new(pattern).ok();
    let found = is_match(&read);
    READ.write().unwrap_or_else(PoisonError::into_inner).insert(pattern, read);
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{EnumValue, Versions};

    #[test]
    fn every_pattern_of_the_catalogue_can_be_read() {
        let document = crate::openapi::document(ApiVersion::NEWEST).to_string();
        let patterns: Vec<&str> = document.split(r#""pattern":""#).skip(1).collect();
        assert!(patterns.len() > 10);
        for pattern in patterns {
            let pattern = pattern.split('"').next().unwrap_or_default().replace(r"\\", r"\");
            assert!(Regex::new(&pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn a_text_is_free_in_a_version_that_names_no_values() {
        const VALUES: &[EnumValue] = &[EnumValue { value: "verified", versions: Versions::from_bits(0b00_0100) }];
        let schema = Schema::TEXT.values(VALUES);
        let problems = |version| schema.violations(&json!("expired"), version).len();
        assert_eq!((problems(ApiVersion::V2025_03_12), problems(ApiVersion::NEWEST)), (1, 0));
    }
}
