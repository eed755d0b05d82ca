//! One value as a person reads it: times in local form, nested data folded to what it is called.

use jiff::Timestamp;
use serde_json::{Map, Value};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What an object is called, the likeliest first.
const LABELS: &[&str] = &[
    "email_address",
    "phone_number",
    "identifier",
    "web3_wallet",
    "name",
    "slug",
    "title",
    "username",
    "provider",
    "url",
    "key",
    "id",
];

/// A value of a member of that name, in the object `of`, on one line.
pub(super) fn text(name: &str, value: &Value, of: &Map<String, Value>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => match number.as_i64().filter(|_| is_time(name)).and_then(time) {
            Some(time) => time,
            None => number.to_string(),
        },
        Value::String(text) => printable(text),
        Value::Array(values) => list(name, values, of),
        Value::Object(map) => object(map),
    }
}

/// Whether members of that name hold times in milliseconds.
pub(super) fn is_time(name: &str) -> bool {
    name.ends_with("_at") || name.ends_with("_after_ms") || name == "timestamp"
}

/// Milliseconds since the epoch as a local time.
fn time(milliseconds: i64) -> Option<String> {
    // Smaller figures are seconds or durations.
    if milliseconds < 100_000_000_000 {
        return None;
    }
    let time = Timestamp::from_millisecond(milliseconds).ok()?.to_zoned_datetime(crate::local_zone::zone());
    Some(time.strftime("%Y-%m-%d %H:%M").to_string())
}

fn object(map: &Map<String, Value>) -> String {
    label(map).unwrap_or_else(|| if map.is_empty() { String::new() } else { printable(&json(map)) })
}

fn json(map: &Map<String, Value>) -> String {
    serde_json::to_string(map).unwrap_or_default()
}

/// What an object is called, when it is a thing and not free data.
fn label(map: &Map<String, Value>) -> Option<String> {
    if !map.contains_key("object") && !map.contains_key("id") && !map.contains_key("identifier") {
        return None;
    }
    let text = |name: &&str| map.get(*name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let names: Vec<&str> = ["first_name", "last_name"].iter().filter_map(text).collect();
    if names.is_empty() { LABELS.iter().find_map(text).map(printable) } else { Some(printable(&names.join(" "))) }
}

/// The one that matters most, and how many others there are.
fn list(name: &str, values: &[Value], of: &Map<String, Value>) -> String {
    if values.iter().all(|value| value.is_string() || value.is_number()) && values.len() <= 3 {
        let texts: Vec<String> = values.iter().map(|value| text("", value, of)).collect();
        return texts.join(", ");
    }
    let singular = name.strip_suffix("es").filter(|stem| stem.ends_with('s')).or_else(|| name.strip_suffix('s'));
    let primary = singular.and_then(|singular| of.get(&format!("primary_{singular}_id"))).filter(|id| !id.is_null());
    let chosen = primary.and_then(|id| values.iter().find(|value| &value["id"] == id)).or(values.first());
    let Some(chosen) = chosen else { return String::new() };
    let first = match chosen {
        Value::Object(map) => object(map),
        other => text("", other, of),
    };
    if values.len() == 1 { first } else { format!("{first} +{}", values.len() - 1) }
}

/// Text from elsewhere, without what could steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// The text in at most `width` columns.
pub(super) fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        short.push(character);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(name: &str, of: &Value) -> String {
        text(name, &of[name], of.as_object().unwrap())
    }

    #[test]
    fn lists_show_what_is_primary_and_how_many_more_there_are() {
        let user = json!({
            "primary_email_address_id": "idn_2",
            "email_addresses": [{"id": "idn_1", "email_address": "a@x.io"}, {"id": "idn_2", "email_address": "b@x.io"}],
            "roles": ["org:admin"], "none": [],
            "organization": {"object": "organization", "id": "org_1", "name": "Acme"},
            "public_user_data": {"identifier": "a@x.io", "first_name": "Ann", "last_name": "Lee"},
            "public_metadata": {"plan": "pro", "name": "x"},
            "banned": false, "text": "a\u{1b}[31m\nb\u{202e}c",
        });
        assert_eq!(shown("email_addresses", &user), "b@x.io +1");
        assert_eq!((shown("roles", &user), shown("none", &user)), ("org:admin".to_owned(), String::new()));
        assert_eq!((shown("organization", &user), shown("public_user_data", &user)), ("Acme".into(), "Ann Lee".into()));
        assert_eq!(shown("public_metadata", &user), r#"{"name":"x","plan":"pro"}"#);
        assert_eq!((shown("banned", &user), shown("text", &user)), ("no".into(), "a [31m b c".into()));
    }

    #[test]
    fn times_are_told_from_figures() {
        let map = Map::new();
        let time = text("created_at", &json!(1_700_000_000_000_i64), &map);
        assert!(time.starts_with("2023-11-1") && time.len() == 16, "{time}");
        assert_eq!(text("members_count", &json!(1_700_000_000_000_i64), &map), "1700000000000");
        assert_eq!(text("expires_at", &json!(60), &map), "60");
    }

    #[test]
    fn what_is_too_wide_ends_in_a_dot_row() {
        assert_eq!(shorten("abcdef", 6), "abcdef");
        assert_eq!(shorten("abcdefg", 6), "abcde…");
        assert_eq!(shorten("日本語日本語", 7), "日本語…");
    }
}
