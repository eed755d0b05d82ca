//! Every phrase of the corpus is understood as the corpus says, and shuffled words of it never destroy anything that
//! they do not name.
//!
//! `FRONTDESK_WRITE_CORPUS=1 cargo test -p frontdesk-language --test corpus` writes what is understood now into the file, for the
//! difference to be read.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::PathBuf;

use frontdesk_contract::{ApiVersion, Parts, Problem, Risk, request};
use frontdesk_language::{Answer, Context, Plan, Step, understand};
use jiff::{Timestamp, ZonedDateTime};
use proptest::prelude::*;

/// The clock of the corpus: a Wednesday.
const NOW: &str = "2026-06-17T10:30:00[Europe/Berlin]";

fn context(version: ApiVersion) -> Context {
    Context { version, now: NOW.parse::<ZonedDateTime>().unwrap() }
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/phrases.txt")
}

/// One line of the corpus.
struct Entry {
    versions: Vec<ApiVersion>,
    phrase: String,
    expected: String,
}

fn entry(line: &str) -> Option<Entry> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    let (left, expected) = line.split_once(" => ").unwrap_or((line.trim_end_matches("=>").trim(), ""));
    let (versions, phrase) = match left.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some(("all", phrase)) => (ApiVersion::ALL.to_vec(), phrase),
        Some((date, phrase)) => (vec![date.parse().unwrap()], phrase),
        None => (vec![ApiVersion::NEWEST], left),
    };
    Some(Entry { versions, phrase: phrase.trim().to_owned(), expected: expected.trim().to_owned() })
}

fn entries() -> Vec<Entry> {
    std::fs::read_to_string(file()).unwrap().lines().filter_map(entry).collect()
}

fn shown(phrase: &str, version: ApiVersion) -> String {
    match understand(&[phrase], &context(version)) {
        Answer::Plan(plan) => plan_shown(&plan, version),
        Answer::Candidates(_) => "candidates".to_owned(),
        Answer::Explanation(unsure) => match unsure.fix.split_once("`frontdesk explain ") {
            Some((_, topic)) => format!("explained {}", topic.split('`').next().unwrap()),
            None => "explained".to_owned(),
        },
        Answer::Refusal(_) => "refused".to_owned(),
    }
}

fn plan_shown(plan: &Plan, version: ApiVersion) -> String {
    plan.steps.iter().map(|step| step_shown(step, version)).collect::<Vec<_>>().join(" ; ")
}

fn step_shown(step: &Step, version: ApiVersion) -> String {
    let mut text = String::new();
    if let Some(look_up) = &step.look_up {
        let within = look_up.within.map_or(String::new(), |within| format!(" in its {within}"));
        text.push_str(&format!("find the {} `{}`{within}: ", look_up.noun, look_up.text));
    }
    let path = request::fill_path(step.operation, &step.parts.path).replace("%24%7B", "${").replace("%7D", "}");
    text.push_str(&format!("{} {path}", step.operation.method));
    let query = step.parts.query.iter().map(|(name, value)| {
        let moment = value.as_i64().filter(|_| name.ends_with("_after") || name.ends_with("_before")).map(|moment| {
            let moment = Timestamp::from_millisecond(moment).unwrap().in_tz("Europe/Berlin").unwrap();
            moment.strftime("%Y-%m-%dT%H:%M").to_string()
        });
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}={}", moment.unwrap_or(text))
    });
    let query = query.collect::<Vec<_>>().join("&");
    if !query.is_empty() {
        text.push_str(&format!("?{query}"));
    }
    if let Some(body) = &step.parts.body {
        text.push_str(&format!(" {body}"));
    }
    if let Some((name, path)) = &step.file {
        text.push_str(&format!(" {name}@{path}"));
    }
    let missing: Vec<String> = problems(step, version)
        .into_iter()
        .filter(|violation| Some(violation.path.as_str()) != step.file.as_ref().map(|(name, _)| *name))
        .map(|violation| if violation.problem == Problem::Missing { violation.path } else { violation.to_string() })
        .collect();
    if !missing.is_empty() {
        text.push_str(&format!(" (needs {})", missing.join(", ")));
    }
    text
}

fn problems(step: &Step, version: ApiVersion) -> Vec<frontdesk_contract::Violation> {
    let parts = Parts { upload: None, ..step.parts.clone() };
    request::violations(step.operation, &parts, version)
}

#[test]
fn every_phrase_is_understood_as_the_corpus_says() {
    if std::env::var_os("FRONTDESK_WRITE_CORPUS").is_some() {
        write();
    }
    let mut wrong = Vec::new();
    for entry in entries() {
        for version in entry.versions {
            let shown = shown(&entry.phrase, version);
            if shown != entry.expected {
                wrong.push(format!("{version} {}\n  expected {}\n  got      {shown}", entry.phrase, entry.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{} phrases:\n{}", wrong.len(), wrong.join("\n"));
}

fn write() {
    let text = std::fs::read_to_string(file()).unwrap();
    let mut written = String::new();
    for line in text.lines() {
        match entry(line) {
            Some(entry) => {
                let left = line.split(" => ").next().unwrap().trim_end_matches("=>").trim();
                let version = *entry.versions.last().unwrap();
                written.push_str(&format!("{left} => {}\n", shown(&entry.phrase, version)));
            }
            None => written.push_str(&format!("{line}\n")),
        }
    }
    std::fs::write(file(), written).unwrap();
}

#[test]
fn the_corpus_is_large_and_covers_every_tag() {
    let entries = entries();
    let is_none =
        |entry: &&Entry| ["candidates", "explained", "refused"].iter().any(|kind| entry.expected.starts_with(kind));
    assert!(entries.len() >= 400, "{}", entries.len());
    assert!(entries.iter().filter(is_none).count() >= 120, "{}", entries.iter().filter(is_none).count());
    let mut tags: Vec<&str> = Vec::new();
    for entry in &entries {
        for version in &entry.versions {
            if let Answer::Plan(plan) = understand(&[&entry.phrase], &context(*version)) {
                tags.extend(plan.steps.iter().filter(|step| step.look_up.is_none()).map(|step| step.operation.tags[0]));
            }
        }
    }
    for operation in frontdesk_contract::catalogue::operations() {
        assert!(tags.contains(&operation.tags[0]), "no phrase uses {}", operation.tags[0]);
    }
}

/// Words that name what destroys something, for each verb that such an operation has in its id.
const HARMFUL: &[(&str, &[&str])] = &[
    ("delete", &["delete", "remove", "erase", "destroy", "disconnect", "unlink", "kick"]),
    ("remove", &["delete", "remove", "kick"]),
    // `out` of "sign out".
    ("revoke", &["revoke", "withdraw", "invalidate", "cancel", "end", "terminate", "out"]),
    ("cancel", &["cancel"]),
    ("disable", &["disable", "turn", "remove", "switch", "deactivate"]),
    ("ban", &["ban"]),
    ("lock", &["lock"]),
    ("rotate", &["rotate", "roll", "regenerate"]),
    ("replace", &["replace", "swap"]),
    ("reject", &["reject", "decline", "deny"]),
    ("set", &["set", "mark"]),
    (
        "update",
        &["update", "change", "edit", "modify", "set", "rename", "enable", "disable", "turn", "mark", "make", "switch"],
    ),
    ("upsert", &["update", "change", "edit", "modify", "set", "rename", "enable", "disable", "turn", "mark", "make"]),
    ("change", &["change"]),
    ("toggle", &["toggle"]),
    ("revert", &["revert", "reset", "restore"]),
    ("create", &["create", "add", "make"]),
];

/// Whether the words of a phrase name the verb of an operation, and what it is about.
fn is_named(step: &Step, phrase: &str) -> bool {
    let lower = phrase.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '@' && c != '.').collect();
    let id = step.operation.id.to_lowercase();
    let (_, verbs) = HARMFUL.iter().find(|(verb, _)| id.contains(verb)).unwrap_or_else(|| panic!("{id}"));
    // Every value in the path was said, or is found by a look-up of what was said.
    let targets = step.parts.path.values().all(|value| {
        let value = value.as_str().unwrap_or_default().to_lowercase();
        value.starts_with("${") || lower.contains(&value)
    });
    verbs.iter().any(|verb| words.contains(verb)) && targets
}

fn harmful(step: &&Step) -> bool {
    matches!(step.operation.risk, Risk::Destructive | Risk::Irreversible)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_words_destroy_nothing_that_they_do_not_name(seed in proptest::collection::vec(any::<proptest::sample::Index>(), 1..9)) {
        let words: Vec<String> = entries().iter().flat_map(|entry| entry.phrase.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
        let phrase = seed.iter().map(|index| words[index.index(words.len())].as_str()).collect::<Vec<_>>().join(" ");
        if let Answer::Plan(plan) = understand(&[&phrase], &context(ApiVersion::NEWEST)) {
            for step in plan.steps.iter().filter(harmful) {
                prop_assert!(is_named(step, &phrase), "{phrase}: {}", step.operation.id);
            }
        }
    }

    #[test]
    fn a_shuffled_phrase_destroys_nothing_that_it_does_not_name(index in any::<proptest::sample::Index>(), seed in proptest::collection::vec(any::<proptest::sample::Index>(), 1..9)) {
        let entries = entries();
        let mut words: Vec<&str> = entries[index.index(entries.len())].phrase.split_whitespace().collect();
        for swap in seed {
            let at = swap.index(words.len());
            words.swap(0, at);
        }
        let phrase = words.join(" ");
        if let Answer::Plan(plan) = understand(&[&phrase], &context(ApiVersion::NEWEST)) {
            for step in plan.steps.iter().filter(harmful) {
                prop_assert!(is_named(step, &phrase), "{phrase}: {}", step.operation.id);
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = understand(&[&text], &context(ApiVersion::OLDEST));
    }
}
