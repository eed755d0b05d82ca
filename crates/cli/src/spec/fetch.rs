//! Fetching official documents. Nothing of a document is believed before it was checked, and the file that is there
//! stays until its successor is complete.

use std::path::Path;
use std::time::Duration;

use frontdesk_documents::Document;
use frontdesk_server::Clock;
use reqwest::header::ACCEPT;
use serde::Deserialize;
use sha1::{Digest, Sha1};
use tokio::runtime::Runtime;

use super::{Cache, Index, Published, is_date};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

/// The folder of official documents, as GitHub lists it.
const OFFICIAL: &str = "https://api.github.com/repos/clerk/openapi-specs/contents/bapi";
/// Names a list in the same form to use instead: a mirror, or a test.
const SOURCE_VARIABLE: &str = "FRONTDESK_SPECS_URL";
/// Far more than any document has, and little enough to be held.
const LARGEST: usize = 32 << 20;

/// Where documents come from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) url: String,
}

impl Source {
    pub(crate) fn find() -> Self {
        let named = std::env::var(SOURCE_VARIABLE).ok().filter(|url| !url.is_empty());
        Self { url: named.unwrap_or_else(|| OFFICIAL.to_owned()) }
    }
}

/// What happened to one document.
#[derive(Debug)]
pub(crate) enum Fetched {
    New,
    Changed,
    Unchanged,
    /// It could not be had, or is not what it should be; what was there before stays.
    Failed(Failure),
}

/// An entry of the list.
#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    sha: String,
    size: u64,
    download_url: Option<String>,
}

/// Fetches the list, and every document of it that is not in the cache as it is; `tell` hears of each.
pub(crate) fn update(cache: &Cache, source: &Source, mut tell: impl FnMut(&str, &Fetched)) -> Outcome<Index> {
    let client = Client::new()?;
    let list = client.get(&source.url)?;
    let entries: Vec<Entry> = serde_json::from_slice(&list).map_err(|_| not_a_list(source))?;
    let mut dated: Vec<(String, Entry)> = entries
        .into_iter()
        .filter_map(|entry| {
            let date = entry.name.strip_suffix(".yml").filter(|date| is_date(date))?.to_owned();
            Some((date, entry))
        })
        .collect();
    if dated.is_empty() {
        return Err(not_a_list(source));
    }
    dated.sort_unstable_by(|a, b| b.0.cmp(&a.0));
    for (date, entry) in &dated {
        let fetched = match fetch(&client, cache, source, date, entry) {
            Ok(fetched) => fetched,
            Err(failure) => Fetched::Failed(failure),
        };
        tell(date, &fetched);
    }
    let documents =
        dated.into_iter().map(|(date, entry)| Published { date, sha: entry.sha, size: entry.size }).collect();
    let index = Index { source: source.url.clone(), updated_at: Clock::System.now(), documents };
    cache.write_index(&index)?;
    Ok(index)
}

fn fetch(client: &Client, cache: &Cache, source: &Source, date: &str, entry: &Entry) -> Outcome<Fetched> {
    let path = cache.path(date);
    let known = std::fs::read(&path).ok();
    if known.as_ref().is_some_and(|content| git_name(content) == entry.sha) {
        return Ok(Fetched::Unchanged);
    }
    let invalid = |what: String| Failure::new(Exit::Invalid, "document_invalid", format!("{date}.yml {what}"));
    let url = entry.download_url.as_deref().unwrap_or_default();
    if !url.starts_with("https://") && (source.url.starts_with("https://") || !url.starts_with("http://")) {
        return Err(invalid("has no address that can be trusted".to_owned()));
    }
    let content = client.get(url)?;
    if git_name(&content) != entry.sha {
        return Err(invalid(
            "arrived incomplete or changed: its checksum is another one than the list says".to_owned(),
        ));
    }
    check(date, &content).map_err(invalid)?;
    cache.write(&path, &content)?;
    Ok(if known.is_some() { Fetched::Changed } else { Fetched::New })
}

/// Whether a content is the document of that date.
fn check(date: &str, content: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(content).map_err(|_| "is not text".to_owned())?;
    let document = Document::parse(date, text, Path::new(&format!("{date}.yml")))
        .map_err(|error| format!("cannot be used: {}", crate::specification::unreadable(&error).message))?;
    let root = document.root();
    if !root["openapi"].as_str().is_some_and(|version| version.starts_with("3.")) {
        return Err("is no OpenAPI 3 document".to_owned());
    }
    if root["info"]["version"] != date {
        return Err(format!("says that it describes {}", root["info"]["version"]));
    }
    if document.operations().is_empty() {
        return Err("describes no operations".to_owned());
    }
    Ok(())
}

fn not_a_list(source: &Source) -> Failure {
    let message = format!("{} does not list documents named by dates", source.url);
    Failure::new(Exit::Invalid, "source_invalid", message)
}

/// The name that Git gives to a content.
fn git_name(content: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", content.len()));
    hash.update(content);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Client {
    runtime: Runtime,
    client: reqwest::Client,
}

impl Client {
    fn new() -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let client = reqwest::Client::builder()
            .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Ok(Self {
            runtime: runtime.map_err(|error| Failure::failed("runtime", error))?,
            client: client.map_err(|error| Failure::failed("client", error))?,
        })
    }

    fn get(&self, url: &str) -> Outcome<Vec<u8>> {
        let failed = |error: reqwest::Error| {
            let mut reason = error.to_string();
            let mut source = std::error::Error::source(&error);
            while let Some(inner) = source {
                reason = inner.to_string();
                source = inner.source();
            }
            Failure::new(Exit::Network, "network", format!("{url} cannot be fetched: {reason}"))
        };
        self.runtime.block_on(async {
            let request = self.client.get(url).header(ACCEPT, "application/vnd.github+json, */*");
            let mut response = request.send().await.map_err(failed)?;
            let status = response.status();
            if !status.is_success() {
                let exit = match status.as_u16() {
                    // How GitHub says that an address asked too often.
                    403 | 429 => Exit::RateLimited,
                    404 => Exit::NotFound,
                    500.. => Exit::Server,
                    _ => Exit::Network,
                };
                return Err(Failure::new(exit, "source_refused", format!("{url} answered {status}")));
            }
            let mut content = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(failed)? {
                content.extend_from_slice(&chunk);
                if content.len() > LARGEST {
                    let message = format!("{url} is larger than {} MiB", LARGEST >> 20);
                    return Err(Failure::new(Exit::Invalid, "document_invalid", message));
                }
            }
            Ok(content)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_named_as_git_names_them() {
        assert_eq!(git_name(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }
}
