//! What differs between two versions of the API: operations, and the fields of what they take and answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::words::{Marks, field_wire_kind, wire_type};
use crate::{ApiVersion, BodyFormat, Descriptor, Field, ObjectSchema, Place, Schema, catalogue};

/// An operation that both have, and not alike.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The operation, as the second declares it.
    pub operation: &'static Descriptor,
    /// Method, path, marks, parameters and body.
    pub request: Vec<Change>,
    /// Everything in the answer, objects inside objects included.
    pub answer: Vec<Change>,
}

/// One thing that one has and the other has not, or has differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where: `query limit`, `body.name`, `answer.data[].id`.
    pub place: String,
    /// What stands there in the first, if anything: type, marks and limits, with commas between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The same in the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The name of the object that the place is a field of; empty for parameters, statuses and the like.
    #[serde(skip)]
    pub object: &'static str,
    /// Whether a program written for the first may stop working.
    pub breaking: bool,
}

/// The operations of two versions, put beside each other. An operation is known by its id, or else by its method and path.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Those that only the second has.
    pub added: Vec<&'static Descriptor>,
    /// Those that only the first has.
    pub removed: Vec<&'static Descriptor>,
    /// Those that both have, before and after.
    pub both: Vec<(&'static Descriptor, &'static Descriptor)>,
}

impl Beside {
    /// Puts the operations of one version beside those of another.
    pub fn new(
        from: impl IntoIterator<Item = &'static Descriptor>,
        to: impl IntoIterator<Item = &'static Descriptor>,
    ) -> Self {
        let mut left: Vec<&'static Descriptor> = from.into_iter().collect();
        let (mut added, mut both) = (Vec::new(), Vec::new());
        for after in to {
            let same = |before: &&'static Descriptor| before.id.eq_ignore_ascii_case(after.id);
            let at = left.iter().position(same).or_else(|| {
                let same = |before: &&'static Descriptor| before.method == after.method && before.path == after.path;
                left.iter().position(same)
            });
            match at {
                // What is left keeps its order, so that the next one is mostly the first.
                Some(at) => both.push((left.remove(at), after)),
                None => added.push(after),
            }
        }
        let mut beside = Self { added, removed: left, both };
        for list in [&mut beside.added, &mut beside.removed] {
            list.sort_by_key(|operation| (operation.path, operation.method));
        }
        beside
    }

    /// The declared operations of two versions.
    pub fn declared(from: ApiVersion, to: ApiVersion) -> Self {
        let of = |version| catalogue::operations().filter(move |operation| operation.versions.contains(version));
        Self::new(of(from), of(to))
    }
}

impl Changed {
    /// What differs between two declarations of one operation, each in its version.
    pub fn between(before: &'static Descriptor, from: ApiVersion, after: &'static Descriptor, to: ApiVersion) -> Self {
        let request = changes(&request(before, from), &request(after, to), Direction::Request);
        let answer = changes(&answer(before, from), &answer(after, to), Direction::Answer);
        Self { operation: after, request, answer }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.request.is_empty() && self.answer.is_empty()
    }
}

/// Who writes what is compared: it decides which changes break a program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A program sends it.
    Request,
    /// The API answers it.
    Answer,
}

/// Places and what stands there, in words that compare.
pub type Places = BTreeMap<String, Told>;

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Type, marks and limits.
    pub words: String,
    /// The object that the place is a field of.
    pub object: &'static str,
}

impl Told {
    /// What is no field of an object.
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), object: "" }
    }
}

/// The places that are not alike.
pub fn changes(before: &Places, after: &Places, direction: Direction) -> Vec<Change> {
    let places: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut changes: Vec<Change> = Vec::new();
    for place in places {
        let object = after.get(place).or(before.get(place)).map_or("", |told| told.object);
        let words = |places: &'_ Places| places.get(place).map(|told| told.words.clone());
        let (old, new) = (words(before), words(after));
        if old == new {
            continue;
        }
        // What is inside something that came or went as a whole came or went with it.
        let inside = changes.iter().any(|outer| {
            (outer.before.is_none() || outer.after.is_none())
                && outer.before.is_none() == old.is_none()
                && outer.after.is_none() == new.is_none()
                && place.strip_prefix(outer.place.as_str()).is_some_and(|rest| rest.starts_with(['.', '[', '(']))
        });
        if inside {
            continue;
        }
        let breaking = match (&old, &new, direction) {
            (Some(_), None, _) => true,
            (None, Some(new), Direction::Request) => new.contains("required"),
            (None, _, _) => false,
            (Some(old), Some(new), Direction::Request) => breaks_request(old, new),
            (Some(old), Some(new), Direction::Answer) => breaks_answer(old, new),
        };
        changes.push(Change { place: place.clone(), before: old, after: new, object, breaking });
    }
    changes
}

/// The first part of what stands at a place: its type.
fn kind(text: &str) -> &str {
    text.split(", ").next().unwrap_or_default()
}

fn values(text: &str) -> BTreeSet<&str> {
    let list = text.split(", ").find_map(|part| part.strip_prefix("one of "));
    list.into_iter().flat_map(|list| list.split(" | ")).collect()
}

fn plain_kind(text: &str) -> &str {
    kind(text).trim_end_matches(" or null")
}

fn breaks_request(old: &str, new: &str) -> bool {
    let became = |mark: &str| new.split(", ").any(|part| part == mark) && !old.split(", ").any(|part| part == mark);
    let lost_null = kind(old).ends_with(" or null") && !kind(new).ends_with(" or null");
    let lost_values = !values(new).is_empty() && !values(new).is_superset(&values(old));
    became("required") || became("no other fields") || plain_kind(old) != plain_kind(new) || lost_null || lost_values
}

fn breaks_answer(old: &str, new: &str) -> bool {
    let gained_null = !kind(old).ends_with(" or null") && kind(new).ends_with(" or null");
    let lost_certainty =
        !old.split(", ").any(|part| part == "optional") && new.split(", ").any(|part| part == "optional");
    plain_kind(old) != plain_kind(new) || gained_null || lost_certainty
}

/// Method, path, marks, parameters and body.
fn request(operation: &'static Descriptor, version: ApiVersion) -> Places {
    let mut places = Places::new();
    places.insert("endpoint".to_owned(), Told::plain(format!("{} {}", operation.method, operation.path)));
    if operation.deprecated.contains(version) {
        places.insert("deprecated".to_owned(), Told::plain("deprecated"));
    }
    for (place, word) in [(Place::Path, "path"), (Place::Query, "query")] {
        for field in operation.parameters_in(place, version) {
            Walk::new(version, true).field(&format!("{word} "), field, &mut places);
        }
    }
    if let Some(body) = operation.body.filter(|body| body.versions.contains(version)) {
        let format = match body.format {
            BodyFormat::Json => "application/json",
            BodyFormat::Multipart => "multipart/form-data",
        };
        let required = if body.required.contains(version) { ", required" } else { "" };
        places.insert("body".to_owned(), Told::plain(format!("{format}{required}")));
        Walk::new(version, true).inside("body", body.schema, &mut places);
    }
    places
}

fn answer(operation: &'static Descriptor, version: ApiVersion) -> Places {
    let mut places = Places::new();
    for status in operation.errors.iter().filter(|status| status.versions.contains(version)) {
        places.insert(format!("status {}", status.code), Told::plain("listed"));
    }
    if let Some(schema) = operation.response {
        places.insert("answer".to_owned(), Told::plain(wire_type(schema)));
        Walk::new(version, false).inside("answer", schema, &mut places);
    }
    places
}

/// Writes down every place of a schema.
struct Walk {
    version: ApiVersion,
    /// Whether the schema is of something sent.
    sent: bool,
    open: Vec<&'static str>,
}

impl Walk {
    fn new(version: ApiVersion, sent: bool) -> Self {
        Self { version, sent, open: Vec::new() }
    }

    fn field(&mut self, prefix: &str, field: &'static Field, places: &mut Places) {
        let place = format!("{prefix}{}", field.name);
        let marks = if self.sent { Marks::Required } else { Marks::Optional };
        let object = self.open.last().copied().unwrap_or_default();
        places.insert(place.clone(), Told { words: field_wire_kind(field, self.version, marks), object });
        self.inside(&place, field.schema, places);
    }

    fn inside(&mut self, place: &str, schema: &'static Schema, places: &mut Places) {
        match schema {
            Schema::Nullable(inner) => self.inside(place, inner, places),
            Schema::Array { items, .. } => self.inside(&format!("{place}[]"), items, places),
            Schema::Map(inner) => self.inside(&format!("{place}.*"), inner, places),
            Schema::Object(object) => self.object(place, object, places),
            Schema::OneOf { variants, .. } => {
                let version = self.version;
                for variant in variants.iter().filter(|variant| variant.versions.contains(version)) {
                    let place = format!("{place}({})", variant.tag);
                    let object = self.open.last().copied().unwrap_or_default();
                    places.insert(place.clone(), Told { words: wire_type(variant.schema), object });
                    self.inside(&place, variant.schema, places);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, place: &str, object: &'static ObjectSchema, places: &mut Places) {
        // An object inside itself has been written down.
        if !object.name.is_empty() && self.open.contains(&object.name) {
            return;
        }
        self.open.push(object.name);
        if self.sent && object.closed.contains(self.version) {
            places.insert(format!("{place}.*"), Told::plain("no other fields"));
        }
        let version = self.version;
        for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
            self.field(&format!("{place}."), field, places);
        }
        self.open.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_depends_on_who_writes() {
        assert!(breaks_request("string", "string, required"));
        assert!(!breaks_request("string, required", "string"));
        assert!(breaks_request("string, one of a | b", "string, one of a"));
        assert!(!breaks_request("string, one of a", "string, one of a | b"));
        assert!(breaks_answer("string", "string or null"));
        assert!(!breaks_answer("string or null", "string"));
        assert!(breaks_answer("string", "integer"));
    }
}
