//! The rows of a list, cut out of an answer as they were received.

use frontdesk_contract::{ApiVersion, Descriptor, ObjectSchema, Schema};
use indexmap::IndexMap;
use serde_json::value::RawValue;

/// One row: its text, untouched.
pub(crate) type Row = Box<RawValue>;

/// A row's members in the order they came.
pub(crate) type Members = IndexMap<String, Box<RawValue>>;

/// A list in an answer.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Row>,
    /// How many there are in all, where the answer says so.
    pub(crate) total: Option<u64>,
}

impl Rows {
    /// The list in a body: an array, or the rows of a page. `None` when it is something else.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        if body.trim_ascii_start().first() == Some(&b'[') {
            return Some(Self { rows: serde_json::from_slice(body).ok()?, total: None });
        }
        let members: Members = serde_json::from_slice(body).ok()?;
        let total = members.get("total_count").and_then(|total| total.get().parse().ok());
        let mut lists = members.values().filter(|member| member.get().starts_with('['));
        let list = match members.get("data").filter(|data| data.get().starts_with('[')) {
            Some(data) => data,
            // One list has a name of its own.
            None if total.is_some() => lists.next().filter(|_| lists.next().is_none())?,
            None => return None,
        };
        Some(Self { rows: serde_json::from_str(list.get()).ok()?, total })
    }
}

/// The members of a row; `None` when it is no object.
pub(crate) fn members(row: &RawValue) -> Option<Members> {
    serde_json::from_str(row.get()).ok()
}

/// The row on one line.
pub(crate) fn one_line(row: &RawValue) -> String {
    let text = row.get();
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let mut line = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_transcode::transcode(&mut reader, &mut serde_json::Serializer::new(&mut line)) {
        Ok(()) => String::from_utf8(line).unwrap_or_default(),
        // It was read as JSON before.
        Err(_) => text.replace(['\n', '\r'], " "),
    }
}

/// Where the rows stand in the answers of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The answer is the list.
    Whole,
    /// The answer is a page, and this member the list.
    Member(&'static str),
}

/// Where an operation's answers have their rows, and the shape of one. `None` when it does not list.
pub(crate) fn declared(operation: &Descriptor, version: ApiVersion) -> Option<(Place, &'static Schema)> {
    match operation.response?.without_null() {
        Schema::Array { items, .. } => Some((Place::Whole, items)),
        Schema::Object(object) => {
            object.field("total_count", version)?;
            let mut lists = object.fields.iter().filter(|field| field.versions.contains(version)).filter_map(|field| {
                match field.schema.without_null() {
                    Schema::Array { items, .. } => Some((Place::Member(field.name), *items)),
                    _ => None,
                }
            });
            let first = lists.next()?;
            // A page may hold its rows twice; `data` is what most pages call them.
            match lists.next() {
                None => Some(first),
                Some(second) => {
                    [first, second].into_iter().chain(lists).find(|(place, _)| *place == Place::Member("data"))
                }
            }
        }
        _ => None,
    }
}

/// The declared members of what a schema describes; of a union's first shape.
pub(crate) fn object_of(schema: &'static Schema, version: ApiVersion) -> Option<&'static ObjectSchema> {
    match schema.without_null() {
        Schema::Object(object) => Some(object),
        Schema::OneOf { variants, .. } => variants
            .iter()
            .filter(|variant| variant.versions.contains(version))
            .find_map(|variant| object_of(variant.schema, version)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(body: &str) -> Option<(Vec<String>, Option<u64>)> {
        let rows = Rows::read(body.as_bytes())?;
        Some((rows.rows.iter().map(|row| row.get().to_owned()).collect(), rows.total))
    }

    #[test]
    fn arrays_and_pages_are_cut_into_rows_as_they_stand() {
        let two = || vec![r#"{"b":1, "a":2}"#.to_owned(), "{}".to_owned()];
        assert_eq!(texts(r#" [{"b":1, "a":2},{}]"#), Some((two(), None)));
        assert_eq!(texts(r#"{"data":[{"b":1, "a":2},{}],"total_count":7}"#), Some((two(), Some(7))));
        assert_eq!(texts(r#"{"m2m_tokens":[{"b":1, "a":2},{}],"total_count":7}"#), Some((two(), Some(7))));
        let double = r#"{"api_keys":[{}],"data":[{"b":1, "a":2},{}],"total_count":7}"#;
        assert_eq!(texts(double), Some((two(), Some(7))), "`data` counts");
        assert_eq!(texts(r#"{"id":"user_1","email_addresses":[]}"#), None);
        assert_eq!(texts("no JSON"), None);
    }

    #[test]
    fn the_rows_of_every_list_have_their_place() {
        use frontdesk_contract::Operation;
        use frontdesk_contract::api_keys::GetApiKeys;
        use frontdesk_contract::m2m_tokens::GetM2mTokens;
        let place = |operation| declared(operation, ApiVersion::NEWEST).map(|(place, _)| place);
        assert_eq!(place(GetApiKeys::DESCRIPTOR), Some(Place::Member("data")));
        assert_eq!(place(GetM2mTokens::DESCRIPTOR), Some(Place::Member("m2m_tokens")));
    }

    #[test]
    fn a_row_of_several_lines_becomes_one_and_keeps_its_order() {
        let row: Row = serde_json::from_str("{\n \"b\": 1.50,\n \"a\": \"\\n\"\n}").unwrap();
        assert_eq!(one_line(&row), r#"{"b":1.5,"a":"\n"}"#);
    }
}
