//! `frontdesk versions`: the API versions that are built in, newest first, and what each changed.

use frontdesk_contract::ApiVersion;
use serde_json::{Value, json};

use crate::difference::Counts;
use crate::printer::{self, FAINT, Page, STRONG, wrap};
use crate::spec::Cache;
use crate::specification::Specification;

pub(crate) fn run(json: bool) {
    let versions: Vec<(ApiVersion, usize, Option<Counts>)> = ApiVersion::ALL
        .into_iter()
        .enumerate()
        .map(|(at, version)| {
            let specification = Specification::built_in(version);
            let before = at.checked_sub(1).map(|before| Specification::built_in(ApiVersion::ALL[before]));
            let counts = before.map(|before| Counts::between(&before, &specification));
            (version, specification.operations().count(), counts)
        })
        .rev()
        .collect();
    let newer = newer_documents();
    if json {
        let versions: Vec<Value> = versions
            .iter()
            .map(|(version, operations, counts)| {
                json!({
                    "version": version.as_str(),
                    "newest": *version == ApiVersion::NEWEST,
                    "operations": operations,
                    "added": counts.as_ref().map(|counts| counts.added),
                    "removed": counts.as_ref().map(|counts| counts.removed),
                    "changed": counts.as_ref().map(|counts| counts.changed),
                    "about": version.about(),
                })
            })
            .collect();
        printer::value(&json!({ "versions": versions, "newer_documents": newer }));
        return;
    }
    let mut page = Page::default();
    for (version, operations, counts) in &versions {
        let mut facts = format!("{operations} operations");
        if let Some(counts) = counts {
            let Counts { added, removed, changed } = counts;
            facts = format!("{facts}: {added} added, {removed} removed, {changed} changed");
        }
        page.line(format!("{STRONG}{version}{STRONG:#}  {facts}"));
        for line in wrap(version.about(), printer::width().saturating_sub(12)) {
            page.line(format!("            {FAINT}{line}{FAINT:#}"));
        }
    }
    for date in &newer {
        page.line(format!("{STRONG}{date}{STRONG:#}  a document in the cache: `frontdesk --spec {date} tags`"));
    }
    page.line(format!("{FAINT}--api-version DATE uses one; `frontdesk diff FROM TO` shows what changed{FAINT:#}"));
    page.show();
}

/// The dates of fetched documents that are newer than what is built in, newest first.
fn newer_documents() -> Vec<String> {
    let dates = Cache::find().map(|cache| cache.dates()).unwrap_or_default();
    dates.into_iter().filter(|date| date.as_str() > ApiVersion::NEWEST.as_str()).collect()
}
