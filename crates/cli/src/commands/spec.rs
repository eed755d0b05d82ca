//! `frontdesk spec list|status|update|show`: the official documents and the cache they are fetched into.

use std::path::Path;

use frontdesk_contract::ApiVersion;
use frontdesk_server::Clock;
use serde_json::{Value, json};

use crate::difference::Difference;
use crate::failure::{Failure, Outcome};
use crate::printer::{self, FAINT, HEADING, Page, STRONG};
use crate::spec::{self, Cache, Fetched, Index, Source};
use crate::specification::Specification;

pub(crate) fn run(words: &[String], json: bool) -> Outcome {
    let cache = Cache::find()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["list"] => list(&cache, json),
        ["status"] => status(&cache, json),
        ["update"] => update(&cache, json)?,
        ["show", name] => show(name, json)?,
        ["show"] => return Err(Failure::usage("say which document to show").fix("frontdesk spec show FILE|DATE")),
        [command, rest @ ..] => {
            let message = format!("`spec {command}` takes nothing more, and was given `{}`", rest.join(" "));
            return Err(Failure::usage(message));
        }
    }
    Ok(())
}

/// Every date that is known: built in, published, fetched; newest first.
fn dates(cache: &Cache, index: Option<&Index>) -> Vec<String> {
    let mut dates: Vec<String> = ApiVersion::ALL.iter().map(|version| version.as_str().to_owned()).collect();
    dates.extend(cache.dates());
    dates.extend(index.into_iter().flat_map(|index| &index.documents).map(|published| published.date.clone()));
    dates.sort_unstable_by(|a, b| b.cmp(a));
    dates.dedup();
    dates
}

fn is_built_in(date: &str) -> bool {
    date.parse::<ApiVersion>().is_ok()
}

fn list(cache: &Cache, json: bool) {
    let index = cache.index();
    let dates = dates(cache, index.as_ref());
    if json {
        let documents: Vec<Value> = dates
            .iter()
            .map(|date| {
                json!({
                    "date": date,
                    "built_in": is_built_in(date),
                    "published": index.as_ref().map(|index| index.documents.iter().any(|known| known.date == *date)),
                    "file": cache.document(date),
                })
            })
            .collect();
        printer::value(&json!({ "documents": documents, "updated_at": index.map(|index| index.updated_at) }));
        return;
    }
    let mut page = Page::default();
    for date in &dates {
        let mut facts = Vec::new();
        if is_built_in(date) {
            facts.push("built in".to_owned());
        }
        if let Some(size) = cache.document(date).and_then(|path| path.metadata().ok()).map(|file| file.len()) {
            facts.push(format!("fetched, {} kB", size.div_ceil(1000)));
        } else if index.as_ref().is_some_and(|index| index.documents.iter().any(|known| known.date == *date)) {
            facts.push("published".to_owned());
        }
        page.line(format!("{STRONG}{date}{STRONG:#}  {}", facts.join(", ")));
    }
    page.line(format!("{FAINT}{}{FAINT:#}", when(index.as_ref())));
    page.show();
}

fn when(index: Option<&Index>) -> String {
    match index {
        Some(index) => format!("looked up {} at {}", ago(index.updated_at), index.source),
        None => "never looked up; `frontdesk spec update` fetches the official documents".to_owned(),
    }
}

/// How long ago a time was, in words.
fn ago(milliseconds: i64) -> String {
    let seconds = (Clock::System.now() - milliseconds).max(0) / 1000;
    let (count, unit) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3600 => (seconds / 60, "minute"),
        3600..86_400 => (seconds / 3600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

fn status(cache: &Cache, json: bool) {
    let index = cache.index();
    let fetched = cache.dates();
    let newest = index.as_ref().and_then(|index| index.documents.first()).map(|published| published.date.clone());
    let newest = newest.into_iter().chain(fetched.first().cloned()).max();
    let newer = newest.filter(|date| date.as_str() > ApiVersion::NEWEST.as_str());
    if json {
        printer::value(&json!({
            "folder": cache.folder,
            "source": Source::find().url,
            "updated_at": index.as_ref().map(|index| index.updated_at),
            "fetched": fetched,
            "built_in_newest": ApiVersion::NEWEST.as_str(),
            "newer_than_built_in": newer,
        }));
        return;
    }
    let mut page = Page::default();
    page.line(format!("Built in  {} to {}", ApiVersion::OLDEST, ApiVersion::NEWEST));
    page.line(format!("Folder    {}", cache.folder.display()));
    page.line(format!("Source    {}", Source::find().url));
    let have = if fetched.is_empty() { "nothing".to_owned() } else { fetched.join(", ") };
    page.line(format!("Fetched   {have}"));
    page.line(format!(
        "Looked up {}",
        index.as_ref().map_or_else(|| "never".to_owned(), |index| ago(index.updated_at))
    ));
    match &newer {
        Some(date) => {
            page.line(format!("{STRONG}{date} is newer than what is built in: frontdesk --spec {date} tags{STRONG:#}"))
        }
        None if index.is_some() => page.line("Nothing newer than what is built in was published then."),
        None => page.line("`frontdesk spec update` fetches the official documents."),
    }
    page.show();
}

fn update(cache: &Cache, json: bool) -> Outcome {
    let source = Source::find();
    let mut results: Vec<Value> = Vec::new();
    let mut failures: Vec<(String, Failure)> = Vec::new();
    let mut counts = [0_usize; 3];
    let index = spec::update(cache, &source, |date, fetched| {
        let word = match fetched {
            Fetched::New => "new",
            Fetched::Changed => "changed",
            Fetched::Unchanged => "unchanged",
            Fetched::Failed(_) => "failed",
        };
        match fetched {
            Fetched::New => counts[0] += 1,
            Fetched::Changed => counts[1] += 1,
            Fetched::Unchanged => counts[2] += 1,
            Fetched::Failed(failure) => failures.push((date.to_owned(), failure.clone())),
        }
        results.push(json!({ "date": date, "result": word }));
        if !json {
            printer::line(&format!("{STRONG}{date}{STRONG:#}  {word}"));
        }
    })
    .map_err(|failure| kept(failure, cache))?;
    if json {
        printer::value(&json!({ "source": index.source, "folder": cache.folder, "documents": results }));
    } else {
        let [new, changed, unchanged] = counts;
        let folder = cache.folder.display();
        printer::line(&format!("{FAINT}{new} new, {changed} changed, {unchanged} unchanged, in {folder}{FAINT:#}"));
    }
    let Some((date, first)) = failures.into_iter().next() else { return Ok(()) };
    let stays = if cache.document(&date).is_some() { "; the copy that was there stays" } else { "" };
    Err(Failure { message: format!("{}{stays}", first.message), ..first })
}

/// Says what there still is when nothing could be fetched.
fn kept(failure: Failure, cache: &Cache) -> Failure {
    let fetched = cache.dates();
    if fetched.is_empty() {
        return failure.fix("everything built in works without a network");
    }
    let age = cache.index().map(|index| format!(", fetched {}", ago(index.updated_at))).unwrap_or_default();
    failure.fix(format!("the copies of {} stay{age}; try again later", fetched.join(", ")))
}

fn show(name: &str, json: bool) -> Outcome {
    let document = Specification::find(name)?;
    // Against the version that it is about, or else the newest: what is unknown here stands out.
    let version = document.label.parse().unwrap_or(ApiVersion::NEWEST);
    let built_in = Specification::built_in(version);
    let difference = Difference::between(&built_in, &document);
    let (operations, tags) = (document.operations().count(), document.tags());
    let file = document.file.as_deref();
    if json {
        printer::value(&json!({
            "version": document.label,
            "file": file,
            "operations": operations,
            "tags": tags.len(),
            "compared_with": version.as_str(),
            "added": difference.added.len(),
            "removed": difference.removed.len(),
            "changed": difference.changed.len(),
        }));
        return Ok(());
    }
    let mut page = Page::default();
    page.line(format!("{HEADING}{}{HEADING:#}", document.label));
    page.line(format!("File        {}", file.unwrap_or_else(|| Path::new("built in")).display()));
    page.line(format!("Operations  {operations} in {} tags", tags.len()));
    if file.is_some() {
        let (added, removed) = (difference.added.len(), difference.removed.len());
        let changed = difference.changed.len();
        page.line(format!(
            "Compared    {added} added, {removed} removed, {changed} changed since the built-in {version}"
        ));
        page.line(format!(
            "{FAINT}`frontdesk --spec {name} tags` explores it; `frontdesk diff {version} {name}` compares it{FAINT:#}"
        ));
    }
    page.show();
    Ok(())
}
