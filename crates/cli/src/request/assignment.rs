//! One word of the command line: a name and what it is given.

use std::path::Path;

use frontdesk_contract::Upload;
use serde_json::Value;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

/// A name and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Assignment {
    /// The declared name; dots lead into objects.
    pub(crate) name: String,
    pub(crate) given: Given,
}

/// A value as it was given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    /// `name=text`, to be typed by the schema.
    Text(String),
    /// `name:=json`.
    Json(Value),
    /// `name@file`.
    File(String),
}

impl Assignment {
    /// Reads `name=text`, `name:=json` or `name@file`.
    pub(crate) fn parse(word: &str) -> Outcome<Self> {
        let wrong = || {
            Failure::usage(format!("`{word}` is no parameter"))
                .fix("write name=value, name:=json, a.b=value or name@file")
        };
        let at = word.find(['=', '@']).ok_or_else(wrong)?;
        let (name, value) = (&word[..at], &word[at + 1..]);
        let (name, given) = if word[at..].starts_with('@') {
            (name, Given::File(value.to_owned()))
        } else if let Some(name) = name.strip_suffix(':') {
            let json = serde_json::from_str(value).map_err(|error| {
                let failure = Failure::new(Exit::Invalid, "invalid_json", format!("`{name}` is no JSON: {error}"));
                failure.fix(format!("for plain text write {name}={value}"))
            })?;
            (name, Given::Json(json))
        } else {
            (name, Given::Text(value.to_owned()))
        };
        if name.is_empty() { Err(wrong()) } else { Ok(Self { name: name.to_owned(), given }) }
    }

    /// The value as text, for the path.
    pub(crate) fn text(&self) -> String {
        match &self.given {
            Given::Text(text) | Given::File(text) | Given::Json(Value::String(text)) => text.clone(),
            Given::Json(value) => value.to_string(),
        }
    }
}

/// Reads a file to be uploaded.
pub(crate) fn read_upload(path: &str) -> Outcome<Upload> {
    let bytes = read_file(path)?;
    let name = file_name(path);
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    let content_type = match extension.as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let file_name = (!name.is_empty()).then(|| name.to_owned());
    Ok(Upload { file_name, content_type: Some(content_type.to_owned()), bytes })
}

/// The last part of a path, as Windows or as any other system writes it.
pub(super) fn file_name(path: &str) -> &str {
    let after_drive = match path.as_bytes() {
        [drive, b':', ..] if drive.is_ascii_alphabetic() => &path[2..],
        _ => path,
    };
    after_drive.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Reads a file that the command line names.
pub(crate) fn read_file(path: &str) -> Outcome<Vec<u8>> {
    std::fs::read(path)
        .map_err(|error| Failure::new(Exit::Usage, "file_unreadable", format!("cannot read {path}: {error}")))
}
