//! The page: by step, by tag and operation; what objects of answers share is told once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use frontdesk_contract::Descriptor;
use frontdesk_contract::difference::Change;

use super::{Step, VersionDifferences, own_name};
use crate::DeviationVersions;

const HEAD: &str = "# Differences between versions

Written by `cargo xtask generate`; do not edit.

What differs between one version of the API and the next: operations, parameters, bodies, answers and the statuses that
are listed. The list is taken from the declarations after they were found equal to the six official documents;
`crates/server/tests/it/version_differences.rs` sends the same requests under both versions of each step, and looks for
every difference of an operation that is served.

An operation that a version lacks is served there all the same, in the shape of the newest version that has it
([decision 5](decisions/0005-what-a-version-lacks-is-served.md)). Marks: `!` may break a program written for the
earlier version; *not served* means that this server answers 501. A default, and a limit of a number, a text or a list,
differs nowhere but for what the last section tells.

";

impl VersionDifferences {
    /// The whole page.
    pub fn to_markdown(&self) -> String {
        let mut text = HEAD.to_owned();
        text.push_str(
            "| step | operations added | removed | changed | differences | of served operations |\n\
             | --- | ---: | ---: | ---: | ---: | ---: |\n",
        );
        for step in &self.steps {
            let (added, removed, changed) = (step.added.len(), step.removed.len(), step.changed.len());
            let (all, served) = (step.count(|_| true), step.count(|operation| self.is_served(operation)));
            let name = format!("{} → {}", step.from, step.to);
            let _ = writeln!(text, "| {name} | {added} | {removed} | {changed} | {all} | {served} |");
        }
        let all: usize = self.steps.iter().map(|step| step.count(|_| true)).sum();
        let served: usize = self.steps.iter().map(|step| step.count(|operation| self.is_served(operation))).sum();
        let _ = writeln!(text, "| all | | | | {all} | {served} |");
        for step in &self.steps {
            self.step(step, &mut text);
        }
        self.corrections(&mut text);
        text
    }

    fn step(&self, step: &Step, text: &mut String) {
        let _ = write!(text, "\n## {} → {}\n\n{}\n", step.from, step.to, step.to.about());
        self.operations("Operations added", &step.added, text);
        self.operations("Operations removed", &step.removed, text);
        self.changed(step, text);
        self.objects(step, text);
    }

    fn operations(&self, heading: &str, operations: &[&'static Descriptor], text: &mut String) {
        if operations.is_empty() {
            return;
        }
        let _ = write!(text, "\n### {heading}\n\n| tag | operation | | |\n| --- | --- | --- | --- |\n");
        let mut lines: Vec<(&str, &str, String)> = Vec::new();
        for operation in operations {
            let (tag, served) = (home(operation), self.mark(operation));
            let (id, method, path) = (operation.id, operation.method, operation.path);
            lines.push((tag, path, format!("| {tag} | {id} | `{method} {path}` | {served} |\n")));
        }
        lines.sort();
        text.extend(lines.into_iter().map(|(_, _, line)| line));
    }

    fn changed(&self, step: &Step, text: &mut String) {
        let mut tags: BTreeMap<&str, String> = BTreeMap::new();
        for changed in &step.changed {
            let own: Vec<&Change> = changed.answer.iter().filter(|change| change.object.is_empty()).collect();
            let objects: BTreeSet<&str> =
                changed.answer.iter().map(|change| change.object).filter(|object| !object.is_empty()).collect();
            let operation = changed.operation;
            let text = tags.entry(home(operation)).or_default();
            let _ = write!(text, "\n**{}** `{} {}`", operation.id, operation.method, operation.path);
            let _ = write!(text, ", {}\n\n", self.mark(operation));
            for change in changed.request.iter().chain(own) {
                let _ = writeln!(text, "- {}", in_words(&change.place, change));
            }
            if !objects.is_empty() {
                let names: Vec<&str> = objects.into_iter().collect();
                let _ = writeln!(text, "- in its answer: {}", names.join(", "));
            }
        }
        if !tags.is_empty() {
            text.push_str("\n### Operations changed\n");
        }
        for (tag, lines) in tags {
            let _ = write!(text, "\n#### {tag}\n{lines}");
        }
    }

    /// The fields of objects in answers, each told once with the operations that answer it.
    fn objects(&self, step: &Step, text: &mut String) {
        let mut objects: BTreeMap<&str, BTreeMap<String, BTreeSet<&str>>> = BTreeMap::new();
        for changed in &step.changed {
            for change in changed.answer.iter().filter(|change| !change.object.is_empty()) {
                let line = in_words(own_name(change), change);
                let lines = objects.entry(change.object).or_default();
                lines.entry(line).or_default().insert(changed.operation.id);
            }
        }
        if objects.is_empty() {
            return;
        }
        text.push_str("\n### Objects in answers\n");
        for (name, lines) in objects {
            let all: BTreeSet<&str> = lines.values().flatten().copied().collect();
            let served = |id: &str| self.served.iter().any(|operation| operation.id == id);
            let (yes, no): (Vec<&str>, Vec<&str>) = all.iter().copied().partition(|id| served(id));
            let _ = write!(text, "\n#### {name}\n\n");
            for (words, ids) in [("In answers of what is served:", yes), ("In answers of what is not served:", no)] {
                if !ids.is_empty() {
                    let _ = writeln!(text, "{words} {}.\n", ids.join(", "));
                }
            }
            for (line, ids) in lines {
                let _ = write!(text, "- {line}");
                // An object that different operations answer differently.
                if ids != all {
                    let ids: Vec<&str> = ids.into_iter().collect();
                    let _ = write!(text, " ({})", ids.join(", "));
                }
                text.push('\n');
            }
        }
    }

    fn corrections(&self, text: &mut String) {
        text.push_str(
            "\n## What the documents say otherwise\n\nPlaces where the document of some versions is taken to be \
             mistaken, or silent about what SDKs do; they are\ndeclared as if the correction stood there \
             (`crates/conformance/deviations.toml`), and so differ in no list above.\n\n\
             | versions | operation | place | why |\n| --- | --- | --- | --- |\n",
        );
        for entry in &self.corrections {
            let DeviationVersions::These(versions) = &entry.versions else { continue };
            let operation = entry.operation.as_deref().unwrap_or_default();
            let (versions, place) = (versions.join(", "), entry.pointer.replace("~1", "/"));
            let _ = writeln!(text, "| {versions} | {operation} | `{place}` | {} |", entry.reason);
        }
    }

    fn mark(&self, operation: &Descriptor) -> &'static str {
        if self.is_served(operation) { "served" } else { "*not served*" }
    }
}

fn home(operation: &Descriptor) -> &'static str {
    operation.tags.first().copied().unwrap_or_default()
}

/// `status 409` listed, `body.name` added, and so on.
fn in_words(place: &str, change: &Change) -> String {
    // What a document does not list any more breaks nothing.
    let mark = if change.breaking && !place.starts_with("status ") { " `!`" } else { "" };
    // The only bars in it stand between values, where a table is not meant.
    match (&change.before, &change.after) {
        (None, Some(after)) if is_plain(after) => format!("+ `{place}`{mark}"),
        (Some(before), None) if is_plain(before) => format!("− `{place}`{mark}"),
        (None, Some(after)) => format!("+ `{place}`: {after}{mark}"),
        (Some(before), None) => format!("− `{place}`: was {before}{mark}"),
        (before, after) => {
            let words = |text: &Option<String>| text.clone().unwrap_or_default();
            let (before, after) = (words(before), words(after));
            match (values(&before), values(&after)) {
                // A list of values says what came and went, not what stayed.
                (Some((old, rest)), Some((new, other))) if rest == other => {
                    let gone = old.difference(&new).map(|value| format!("− {value}"));
                    let all: Vec<String> = new.difference(&old).map(|value| format!("+ {value}")).chain(gone).collect();
                    format!("`{place}`: {}{mark}", all.join(", "))
                }
                _ => format!("`{place}`: {before} → {after}{mark}"),
            }
        }
    }
}

fn is_plain(words: &str) -> bool {
    matches!(words, "listed" | "deprecated")
}

/// The values that a text may have, and the words around them.
fn values(words: &str) -> Option<(BTreeSet<&str>, Vec<&str>)> {
    let list = words.split(", ").find_map(|part| part.strip_prefix("one of "))?;
    let rest = words.split(", ").filter(|part| !part.starts_with("one of ")).collect();
    Some((list.split(" | ").collect(), rest))
}
