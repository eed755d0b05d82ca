//! JSON for people: indented and coloured, its keys in the order they came.

use std::iter::Peekable;
use std::str::CharIndices;

use anstyle::{AnsiColor, Style};
use serde::de::IgnoredAny;

const KEY: Style = AnsiColor::Cyan.on_default();
const TEXT: Style = AnsiColor::Green.on_default();
/// Numbers and the like stay as they are: yellow would be hard to read on a light background.
const VALUE: Style = Style::new();

/// The text indented and coloured; as it is when it is no JSON.
pub(super) fn json(text: &str) -> String {
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        return text.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut chars = text.char_indices().peekable();
    while let Some((start, character)) = chars.next() {
        match character {
            '{' | '[' => {
                out.push(character);
                skip_spaces(&mut chars);
                match chars.next_if(|(_, next)| matches!(next, '}' | ']')) {
                    Some((_, close)) => out.push(close),
                    None => {
                        depth += 1;
                        new_line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(character);
            }
            ',' => {
                out.push(character);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            '"' => {
                let end = string_end(&mut chars).unwrap_or(text.len());
                skip_spaces(&mut chars);
                let is_key = chars.peek().is_some_and(|(_, next)| *next == ':');
                push(&mut out, if is_key { KEY } else { TEXT }, &text[start..end]);
            }
            character if character.is_whitespace() => {}
            _ => {
                while chars.next_if(|(_, next)| next.is_ascii_alphanumeric() || "+-.".contains(*next)).is_some() {}
                let end = chars.peek().map_or(text.len(), |(index, _)| *index);
                push(&mut out, VALUE, text[start..end].trim_end());
            }
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn push(out: &mut String, style: Style, text: &str) {
    out.push_str(&style.render().to_string());
    for character in text.chars() {
        // Valid in JSON, but some terminals take them for commands.
        if character.is_control() {
            out.push_str(&format!("\\u{:04x}", character as u32));
        } else {
            out.push(character);
        }
    }
    out.push_str(&style.render_reset().to_string());
}

fn skip_spaces(chars: &mut Peekable<CharIndices<'_>>) {
    while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
}

/// The position after the closing quote.
fn string_end(chars: &mut Peekable<CharIndices<'_>>) -> Option<usize> {
    while let Some((index, character)) = chars.next() {
        match character {
            '\\' => {
                chars.next();
            }
            '"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(&json(text)).to_string()
    }

    #[test]
    fn keys_keep_their_order_and_empty_things_stay_short() {
        let text = r#"{"b":1,"a":[true,null,{"x":"y, \"z\": {"}],"e":{},"f":[ ]}"#;
        let shown = "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null,\n    {\n      \"x\": \"y, \\\"z\\\": {\"\n    }\n  ],\n  \"e\": {},\n  \"f\": []\n}";
        assert_eq!(plain(text), shown);
    }

    #[test]
    fn what_is_shown_is_the_same_json() {
        let value = serde_json::json!({"a": [1.5e3, -2, "é\u{7f}\u{9b}"], "b": {"c": [[], {}]}, "d": false});
        let shown = plain(&value.to_string());
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
        assert!(!shown.contains(['\u{7f}', '\u{9b}']));
    }
}
