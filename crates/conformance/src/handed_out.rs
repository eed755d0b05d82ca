//! What lets somebody in and went through the proxy, and whether it can be read afterwards where it must not be.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Names of fields that hold a secret, in requests and answers.
const FIELDS: [&str; 16] = [
    "access_token",
    "backup_codes",
    "client_secret",
    "code_verifier",
    "id_token",
    "jwt",
    "new_password",
    "password",
    "refresh_token",
    "secret",
    "secret_key",
    "signing_key",
    "token",
    "token_secret",
    "totp_secret",
    "unhashed_password",
];
/// Names of parameters in URLs that hold one.
const PARAMETERS: [&str; 4] = ["__clerk_ticket", "code", "ticket", "token"];
/// Shorter ones would be found everywhere by chance.
const SHORTEST: usize = 8;

/// A secret and where it was first seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Itself.
    pub value: String,
    /// The field or parameter, with the request.
    pub place: String,
}

/// A secret that stands somewhere in clear.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Where it stands.
    pub file: PathBuf,
    /// Where it was handed out.
    pub place: String,
    /// What stands around it there.
    pub around: String,
}

/// Collects secrets in a file, one line of JSON for each.
#[derive(Debug)]
pub(crate) struct HandedOut {
    written: Mutex<(File, HashSet<String>)>,
}

impl HandedOut {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self { written: Mutex::new((options.open(path)?, HashSet::new())) })
    }

    /// Notes the secrets of a body, which is JSON or a form, or anything else, which has none.
    pub(crate) fn note(&self, request: &str, body: &[u8]) -> io::Result<()> {
        let mut found = Vec::new();
        match serde_json::from_slice::<Value>(body) {
            Ok(value) => collect(&value, "", false, &mut found),
            Err(_) if body.is_ascii() && body.contains(&b'=') => {
                for (name, value) in form_urlencoded::parse(body) {
                    if FIELDS.contains(&&*name) || PARAMETERS.contains(&&*name) {
                        found.push((name.into_owned(), value.into_owned()));
                    }
                }
            }
            Err(_) => {}
        }
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, seen) = &mut *written;
        for (field, value) in found.into_iter().filter(|(_, value)| value.len() >= SHORTEST) {
            if seen.insert(value.clone()) {
                let secret = Secret { value, place: format!("`{field}` of {request}") };
                writeln!(file, "{}", serde_json::to_string(&secret)?)?;
            }
        }
        Ok(())
    }
}

/// Every secret in a value: of a field that holds one, and in links.
fn collect(value: &Value, field: &str, is_secret: bool, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                collect(value, name, FIELDS.contains(&name.as_str()), found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, field, is_secret, found)),
        Value::String(text) if is_secret => found.push((field.to_owned(), text.clone())),
        Value::String(text) if text.starts_with("http") => {
            let Some((_, query)) = text.split_once('?') else { return };
            for (name, value) in form_urlencoded::parse(query.as_bytes()) {
                if PARAMETERS.contains(&&*name) {
                    found.push((format!("{name} in {field}"), value.into_owned()));
                }
            }
        }
        _ => {}
    }
}

/// Looks for the secrets that `handed_out` lists in every file, in clear and as JSON writes them.
///
/// # Errors
///
/// A file cannot be read, or the list is none, or is empty: then nothing was looked for.
pub fn find_leaks(handed_out: &Path, files: &[PathBuf]) -> io::Result<(usize, BTreeSet<Leak>)> {
    let mut secrets = Vec::new();
    for line in fs::read_to_string(handed_out)?.lines() {
        secrets.push(serde_json::from_str::<Secret>(line)?);
    }
    if secrets.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "no secret was handed out"));
    }
    let escaped = |value: &str| serde_json::to_string(value).map(|text| text[1..text.len() - 1].to_owned());
    let mut patterns = Vec::new();
    for (index, secret) in secrets.iter().enumerate() {
        patterns.push((index, Cow::Borrowed(secret.value.as_str())));
        let written = escaped(&secret.value)?;
        if written != secret.value {
            patterns.push((index, Cow::Owned(written)));
        }
    }
    let search = AhoCorasick::new(patterns.iter().map(|(_, pattern)| pattern.as_bytes())).map_err(io::Error::other)?;
    let mut leaks = BTreeSet::new();
    for file in files {
        let content = fs::read(file)?;
        for hit in search.find_overlapping_iter(&content) {
            let around = &content[hit.start().saturating_sub(120)..hit.start()];
            let around: String =
                String::from_utf8_lossy(around).chars().map(|c| if c.is_control() { '·' } else { c }).collect();
            let place = secrets[patterns[hit.pattern().as_usize()].0].place.clone();
            leaks.insert(Leak { file: file.clone(), place, around });
        }
    }
    Ok((secrets.len(), leaks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_out_is_found_where_it_stands_in_clear() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("handed-out.jsonl");
        let handed_out = HandedOut::open(&list).unwrap();
        handed_out
            .note("POST /a", br#"{"secret": "first\nsecret", "id": "public-thing", "code": "12345678"}"#)
            .unwrap();
        handed_out
            .note("POST /b", br#"[{"url": "https://x.example/y?ticket=abc.def.ghi"}, {"token": "short"}]"#)
            .unwrap();
        handed_out
            .note("POST /c", b"client_secret=a%20form%27s&refresh_token=again-and-again&state=whatever-1")
            .unwrap();
        handed_out.note("POST /d", br#"{"backup_codes": ["once-only-1", "once-only-2"], "password": null}"#).unwrap();
        handed_out.note("POST /d", br#"{"secret": "again-and-again"}"#).unwrap();
        let file = |name: &str, content: &str| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            path
        };
        let clean = file("clean", "public-thing 12345678 short whatever-1");
        assert_eq!(find_leaks(&list, &[clean]).unwrap(), (6, BTreeSet::new()));
        let places = |content: &str| -> Vec<String> {
            let (_, leaks) = find_leaks(&list, &[file("dump", content)]).unwrap();
            leaks.into_iter().map(|leak| leak.place).collect()
        };
        assert_eq!(places(r#"data: {"key":"first\nsecret"}"#), ["`secret` of POST /a"]);
        assert_eq!(places("abc.def.ghi"), ["`ticket in url` of POST /b"]);
        assert_eq!(places("xagain-and-againx"), ["`refresh_token` of POST /c"]);
        assert_eq!(places("once-only-2 a form's"), ["`backup_codes` of POST /d", "`client_secret` of POST /c"]);
        fs::write(&list, "").unwrap();
        assert!(find_leaks(&list, &[]).is_err());
    }
}
