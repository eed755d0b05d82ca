//! `--as`: the same request as a program in another language. Nothing is sent, and the key is only named.
//!
//! JavaScript and Python call the official SDK where it sends exactly the request in the version it is meant for; what
//! it cannot say is HTTP with what the language brings along, and so are Go, whose SDK speaks an older version, and
//! curl. Rust calls our own SDK.

mod curl;
mod go;
mod javascript;
mod layout;
mod python;
mod rust;
mod sdk_call;

use clap::ValueEnum;
use frontdesk_contract::request::write_query;
use frontdesk_contract::{Descriptor, Schema};
use serde_json::Value;

use crate::request::Request;

/// A language that requests can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// A command line of curl.
    Curl,
    /// A module for Node.js 20 or newer.
    Js,
    /// A script for Python 3.
    Python,
    /// A program in Go.
    Go,
    /// A program in Rust with frontdesk-sdk.
    Rust,
}

/// The variable that holds the key.
const KEY: &str = "CLERK_SECRET_KEY";

/// The program that sends `request` to the API at `url`.
pub(crate) fn write(language: Language, request: &Request, url: &str) -> String {
    let call = Call::of(request, url);
    match language {
        Language::Curl => curl::write(&call),
        Language::Js => javascript::write(&call),
        Language::Python => python::write(&call),
        Language::Go => go::write(&call),
        Language::Rust => rust::write(&call),
    }
}

/// What every language needs to know of a request.
struct Call<'a> {
    request: &'a Request,
    /// The address of the API, without `/v1`.
    api: &'a str,
    method: &'static str,
    /// Where it goes, with its query.
    url: String,
    /// Names and values of headers besides the key's.
    headers: Vec<(&'static str, &'static str)>,
    body: Body<'a>,
}

enum Body<'a> {
    None,
    Json(&'a Value),
    Form { fields: Vec<(String, String)>, file: Option<File<'a>> },
}

struct File<'a> {
    field: &'static str,
    path: &'a str,
    name: &'a str,
    content_type: &'a str,
}

impl<'a> Call<'a> {
    fn of(request: &'a Request, api: &'a str) -> Self {
        let query = write_query(&request.parts.query);
        let query = if query.is_empty() { query } else { format!("?{query}") };
        let mut headers = vec![("Clerk-API-Version", request.version.as_str())];
        let body = if request.is_multipart() {
            let fields = request.parts.body.as_ref().and_then(Value::as_object).into_iter().flatten();
            let file = request.upload().map(|(field, upload)| File {
                field,
                path: request.upload_path.as_deref().unwrap_or_default(),
                name: upload.file_name.as_deref().unwrap_or_default(),
                content_type: upload.content_type.as_deref().unwrap_or("application/octet-stream"),
            });
            Body::Form {
                fields: fields
                    .map(|(name, value)| {
                        (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                    })
                    .collect(),
                file,
            }
        } else if let Some(body) = &request.parts.body {
            headers.push(("Content-Type", "application/json"));
            Body::Json(body)
        } else {
            Body::None
        };
        Self {
            request,
            api,
            method: request.operation.method.as_str(),
            url: format!("{api}/v1{}{query}", request.path()),
            headers,
            body,
        }
    }

    fn has_key(&self) -> bool {
        !self.request.operation.public
    }

    /// Whether it goes where every SDK goes by itself.
    fn is_clerks(&self) -> bool {
        self.api == crate::keys::CLERK
    }
}

/// What a program calls the answer, in `snake_case`; `None` where there is no answer to speak of.
fn result_name(operation: &Descriptor) -> Option<String> {
    let name = match operation.response?.without_null() {
        Schema::Object(object) => sdk_call::snake_case(object.name),
        Schema::Array { items: Schema::Object(object), .. } => sdk_call::snake_case(object.name) + "s",
        _ => String::new(),
    };
    let name = name.strip_suffix("_response").unwrap_or(&name);
    let is_word = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    Some(if is_word && name.len() <= 24 { name.to_owned() } else { "answer".to_owned() })
}

/// A text between double quotes, as JSON, JavaScript, Python and Go read it alike.
fn quoted(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    // Line ends to some of them.
    quoted.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").replace('\u{7f}', "\\u007f")
}

/// JSON over several lines, further ones indented by so many spaces.
fn pretty(value: &Value, indent: usize) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.replace('\n', &format!("\n{:indent$}", ""))
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::{ApiVersion, catalogue};

    use super::*;
    use crate::{example, request::Assignment};

    #[test]
    fn every_operation_of_every_version_can_be_written_in_every_language() {
        for version in [ApiVersion::OLDEST, ApiVersion::NEWEST] {
            for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
                let words = example::words(operation, version);
                let (path, rest) = (&words[1], &words[2..]);
                let body =
                    rest.iter().position(|word| word == "-d").map(|at| serde_json::from_str(&rest[at + 1]).unwrap());
                let words: Vec<String> = rest
                    .iter()
                    .take_while(|word| *word != "-d")
                    .filter(|word| Assignment::parse(word).is_ok() && !word.contains('@') || word.contains('='))
                    .cloned()
                    .collect();
                let request = Request::build(operation, version, path, &words, body).unwrap();
                for language in Language::value_variants() {
                    let text = write(*language, &request, "https://api.clerk.com");
                    let names_key = text.contains(KEY);
                    assert_eq!(names_key, !operation.public, "{} {language:?}\n{text}", operation.id);
                    // An SDK that speaks the version by itself does not name it.
                    let speaks = matches!(language, Language::Rust | Language::Js) && version == ApiVersion::NEWEST;
                    let named = [version.as_str().to_owned(), format!("ApiVersion::{version:?}")];
                    let named = named.iter().any(|name| text.contains(name));
                    assert!(speaks || named, "{} {language:?}\n{text}", operation.id);
                    assert!(!text.contains("sk_test") && !text.contains("sk_live"), "{text}");
                }
            }
        }
    }
}
