//! Values of requests, and the rules for each of them.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{FORMAT, Refusal, TOO_LARGE};

pub(super) type Object = Map<String, Value>;

/// What an optional field of a request says: nothing, `null`, or a value.
pub(super) type Field<T> = Option<Option<T>>;

/// A value of few, so that many requests want the same one.
fn one_of(random: &mut Rng, texts: &[&str]) -> String {
    random.choice(texts).copied().unwrap_or_default().to_owned()
}

/// Whether something with that chance, in percent, happens.
pub(super) fn chance(random: &mut Rng, percent: u32) -> bool {
    random.u32(..100) < percent
}

pub(super) fn maybe<T>(random: &mut Rng, percent: u32, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    if chance(random, percent) { Some(make(random)) } else { None }
}

/// A field that is sometimes there, and then sometimes `null`.
pub(super) fn field<T>(random: &mut Rng, percent: u32, make: impl FnOnce(&mut Rng) -> T) -> Field<T> {
    maybe(random, percent, |random| if chance(random, 12) { None } else { Some(make(random)) })
}

pub(super) fn email_address(random: &mut Rng) -> String {
    let number = random.u32(..40);
    match random.u32(..30) {
        0 => "nobody".to_owned(),
        1 => "a b@example.com".to_owned(),
        2 => format!("Person{number}@Example.COM"),
        3 => format!(" person{number}@example.com "),
        _ => format!("person{number}@example.com"),
    }
}

/// The form in which an address is stored and compared.
pub(super) fn normal_email(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if !text.contains('@') || text.contains(' ') {
        return Err(FORMAT);
    }
    Ok(text.to_lowercase())
}

pub(super) fn username(random: &mut Rng) -> String {
    match random.u32(..12) {
        0 => one_of(random, &["abc", "12345", "no spaces", "ünicode", "a!", ""]),
        1 => format!("Name{}", random.u32(..25)),
        _ => format!("name{}", random.u32(..25)),
    }
}

/// The form in which a username is stored and compared, or the first thing that is wrong with it.
pub(super) fn normal_username(text: &str) -> Result<String, Refusal> {
    let length = text.chars().count();
    if !(4..=64).contains(&length) {
        return Err(Refusal(422, "form_username_invalid_length"));
    }
    if !text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-') {
        return Err(Refusal(422, "form_username_invalid_character"));
    }
    if text.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(Refusal(422, "form_username_needs_non_number_char"));
    }
    Ok(text.to_lowercase())
}

pub(super) fn name(random: &mut Rng) -> String {
    match random.u32(..25) {
        0 => "x".repeat(257),
        1 => "x".repeat(256),
        2 => String::new(),
        3 => "Žofie Ωmega 🦀".to_owned(),
        _ => format!("{} {}", one_of(random, &["Ada", "Bo", "Cy"]), random.u32(..1000)),
    }
}

fn is_too_long(text: &str) -> bool {
    text.chars().count() > 256
}

/// A text of at most 256 characters.
pub(super) fn check_length(text: &str) -> Result<(), Refusal> {
    if is_too_long(text) { Err(super::TOO_LONG) } else { Ok(()) }
}

pub(super) fn organization_name(random: &mut Rng) -> String {
    match random.u32(..25) {
        0 => one_of(random, &["", "   ", "see https://evil.example", "<b>bold</b>"]),
        1 => "y".repeat(257),
        _ => format!("Firma {}", random.u32(..1000)),
    }
}

pub(super) fn check_organization_name(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(super::EMPTY);
    }
    if is_too_long(text) {
        return Err(super::TOO_LONG);
    }
    if text.contains("://") || text.contains("<b>") { Err(super::INVALID) } else { Ok(()) }
}

pub(super) fn slug(random: &mut Rng) -> String {
    match random.u32(..15) {
        0 => one_of(random, &["", "Not A Slug", "under_score"]),
        _ => format!("slug-{}", random.u32(..15)),
    }
}

pub(super) fn check_slug(text: &str) -> Result<(), Refusal> {
    let is_fine = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if text.is_empty() || !text.chars().all(is_fine) { Err(FORMAT) } else { Ok(()) }
}

/// A small object; seldom one that is too large.
pub(super) fn metadata(random: &mut Rng) -> Object {
    if chance(random, 2) {
        // `{"a":""}` takes eight bytes of the 8192.
        let length = if random.bool() { 8184 } else { 8185 };
        return Object::from_iter([("a".to_owned(), json!("m".repeat(length)))]);
    }
    object(random, 2)
}

fn object(random: &mut Rng, depth: u32) -> Object {
    (0..random.u32(..4)).map(|_| (one_of(random, &["a", "b", "c", "ä \"d\""]), value(random, depth))).collect()
}

fn value(random: &mut Rng, depth: u32) -> Value {
    match random.u32(..10) {
        0 | 1 => Value::Null,
        2 => json!(random.bool()),
        3 => json!(random.i32(-5..1000)),
        4 => json!(f64::from(random.i32(-50..50)) + 0.5),
        5 => json!("text\n\u{1F980}"),
        6 => json!([random.u32(..3), null, { "in": "a list" }]),
        7 if depth == 0 => json!({}),
        7.. if depth > 0 => Value::Object(object(random, depth - 1)),
        _ => json!(""),
    }
}

/// Merges as the documents say: objects at every depth, `null` deletes, anything else replaces.
pub(super) fn merged(target: &Object, patch: &Object) -> Object {
    let mut result = target.clone();
    for (key, value) in patch {
        match value {
            Value::Null => drop(result.remove(key)),
            Value::Object(inner) => {
                let nothing = Object::new();
                let old = result.get(key).and_then(Value::as_object).unwrap_or(&nothing);
                let new = merged(old, inner);
                result.insert(key.clone(), Value::Object(new));
            }
            value => drop(result.insert(key.clone(), value.clone())),
        }
    }
    result
}

/// Metadata of at most 8 KB.
pub(super) fn check_size(metadata: &Object) -> Result<(), Refusal> {
    if Value::Object(metadata.clone()).to_string().len() > 8192 { Err(TOO_LARGE) } else { Ok(()) }
}

/// As [`check_size`], for what may be left out.
pub(super) fn check_sizes<'a>(given: impl IntoIterator<Item = &'a Option<Object>>) -> Result<(), Refusal> {
    given.into_iter().flatten().try_for_each(check_size)
}

/// Puts a field into a body, if it is there.
pub(super) fn put_field<T: Clone + Into<Value>>(body: &mut Object, name: &str, field: &Field<T>) {
    if let Some(value) = field {
        body.insert(name.to_owned(), value.clone().map_or(Value::Null, Into::into));
    }
}

/// Puts a value into a body, if it is there.
pub(super) fn put_value<T: Clone + Into<Value>>(body: &mut Object, name: &str, value: &Option<T>) {
    if let Some(value) = value {
        body.insert(name.to_owned(), value.clone().into());
    }
}
