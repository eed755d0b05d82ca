//! Looks for a difference in answers to the same requests.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_contract::ApiVersion;
use frontdesk_contract::difference::Change;
use serde_json::Value;

use super::list::Difference;
use super::worlds::Answer;

/// Whether a difference was seen.
#[derive(Debug)]
pub(super) enum Sight {
    Seen,
    /// It shows nowhere, by its nature.
    Cannot(&'static str),
    /// It should show, and does not.
    Hidden(String),
}

pub(super) const MARK: &str = "a mark of the document that a thing is deprecated: it works in both versions";
pub(super) const PROMISE: &str =
    "another promise of the document about what is there in both answers: each satisfies its own document";

/// What was answered to the requests that every operation got.
#[derive(Default)]
pub(super) struct Told {
    /// By operation and version; the same place of two lists holds the answers to the same request.
    pub(super) answers: BTreeMap<(&'static str, ApiVersion), Vec<Answer>>,
}

impl Told {
    fn of(&self, id: &'static str, version: ApiVersion) -> &[Answer] {
        self.answers.get(&(id, version)).map_or(&[], Vec::as_slice)
    }

    /// An operation that a version lacks is answered there in the shape of the newest version that has it.
    pub(super) fn operation(&self, difference: &Difference) -> Sight {
        let Some((having, lacking)) = difference.having() else { return Sight::Hidden("no side has it".to_owned()) };
        let success = difference.operation.success;
        let done = |version| self.of(difference.operation.id, version).iter().any(|answer| answer.status == success);
        match (done(having), done(lacking)) {
            (true, true) if difference.operation.versions.contains(lacking) => {
                Sight::Hidden("it is declared in both".to_owned())
            }
            (true, true) => Sight::Seen,
            (here, there) => {
                let answers = self.of(difference.operation.id, having);
                Sight::Hidden(format!("answers in {having}: {here}, in {lacking}: {there}; {:?}", answers.first()))
            }
        }
    }

    /// The same place of the answers to the same request.
    pub(super) fn answer(&self, difference: &Difference, change: &Change) -> Sight {
        let id = difference.operation.id;
        let (before, after) = (self.of(id, difference.from), self.of(id, difference.to));
        let success = difference.operation.success;
        let mut pairs = Vec::new();
        let both = before.iter().zip(after).filter(|(one, other)| one.status == success && other.status == success);
        for (one, other) in both {
            pairs_at((Some(&one.body), Some(&other.body)), &steps(&change.place), &mut pairs);
        }
        if pairs.is_empty() {
            let statuses: Vec<u16> = before.iter().chain(after).map(|answer| answer.status).collect();
            let first = before.iter().chain(after).find(|answer| answer.status != success);
            return Sight::Hidden(format!("no answer has the place; {statuses:?} {first:?}"));
        }
        match (&change.before, &change.after) {
            (None, _) => only_in(pairs.iter().map(|(before, after)| (*after, *before))),
            (_, None) => only_in(pairs.iter().map(|(before, after)| (*before, *after))),
            (Some(old), Some(new)) => changed(&pairs, old, new),
        }
    }
}

type Pair<'a> = (Option<&'a Value>, Option<&'a Value>);

/// Whether a value is there in the one wherever it can be, and never in the other.
fn only_in<'a>(pairs: impl Iterator<Item = Pair<'a>>) -> Sight {
    let (mut here, mut there) = (0, 0);
    for (having, lacking) in pairs {
        here += usize::from(having.is_some());
        there += usize::from(lacking.is_some());
    }
    match (here, there) {
        (0, 0) => Sight::Hidden("neither answer has it".to_owned()),
        (_, 0) => Sight::Seen,
        _ => Sight::Hidden(format!("the version that lacks it answers it {there} times, the other one {here} times")),
    }
}

fn changed(pairs: &[Pair<'_>], old: &str, new: &str) -> Sight {
    if without_deprecated(old) == without_deprecated(new) {
        return Sight::Cannot(MARK);
    }
    let is_null = |value: Option<&Value>| value.is_some_and(Value::is_null);
    let differs = |(before, after): &Pair<'_>| {
        before.is_some() != after.is_some() || is_null(*before) != is_null(*after) || shown(*before, *after, old, new)
    };
    if pairs.iter().any(differs) {
        return Sight::Seen;
    }
    if pairs.iter().any(|(before, after)| before.is_some() && after.is_some()) {
        Sight::Cannot(PROMISE)
    } else {
        Sight::Hidden("neither answer has it".to_owned())
    }
}

/// Whether the two show different ones of the values that only one version knows.
fn shown(before: Option<&Value>, after: Option<&Value>, old: &str, new: &str) -> bool {
    let (Some(one), Some(other)) = (before.and_then(Value::as_str), after.and_then(Value::as_str)) else {
        return false;
    };
    one != other && values(old).contains(one) && values(new).contains(other)
}

/// The words without the mark.
pub(super) fn without_deprecated(words: &str) -> String {
    words.split(", ").filter(|part| *part != "deprecated").collect::<Vec<_>>().join(", ")
}

/// The values that a text may have.
pub(super) fn values(words: &str) -> BTreeSet<&str> {
    let list = words.split(", ").find_map(|part| part.strip_prefix("one of "));
    list.into_iter().flat_map(|list| list.split(" | ")).collect()
}

/// A step from a value to what is inside.
#[derive(Debug, PartialEq, Eq)]
enum Step<'a> {
    Field(&'a str),
    Items,
    /// Values of any name.
    Any,
    /// Only a value that says it is this.
    Tag(&'a str),
}

/// `answer.data[].verification(verification_otp).object` as steps.
fn steps(place: &str) -> Vec<Step<'_>> {
    let mut rest = place.strip_prefix("answer").unwrap_or(place);
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("[]") {
            steps.push(Step::Items);
            rest = after;
        } else if let Some((tag, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            steps.push(Step::Tag(tag));
            rest = after;
        } else {
            rest = rest.trim_start_matches('.');
            let end = rest.find(['.', '[', '(']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            steps.push(if name == "*" { Step::Any } else { Step::Field(name) });
            rest = after;
        }
    }
    steps
}

/// Goes through both answers at once. What only one of them holds leads no further.
fn pairs_at<'a>(pair: Pair<'a>, steps: &[Step<'_>], found: &mut Vec<Pair<'a>>) {
    let Some((step, rest)) = steps.split_first() else {
        found.push(pair);
        return;
    };
    let (Some(before), Some(after)) = pair else { return };
    match step {
        Step::Field(name) => {
            if before.is_object() && after.is_object() {
                pairs_at((before.get(name), after.get(name)), rest, found);
            }
        }
        Step::Items => {
            for (one, other) in before.as_array().into_iter().flatten().zip(after.as_array().into_iter().flatten()) {
                pairs_at((Some(one), Some(other)), rest, found);
            }
        }
        Step::Any => {
            for (name, one) in before.as_object().into_iter().flatten() {
                pairs_at((Some(one), after.get(name)), rest, found);
            }
        }
        // One version does not say what it is; the other one does.
        Step::Tag(tag) if [before, after].iter().any(|value| value["object"] == **tag) => pairs_at(pair, rest, found),
        Step::Tag(_) => {}
    }
}

#[test]
fn a_place_leads_through_both_answers() {
    let place = "answer[].a.*.verification(otp).object";
    let expected = [
        Step::Items,
        Step::Field("a"),
        Step::Any,
        Step::Field("verification"),
        Step::Tag("otp"),
        Step::Field("object"),
    ];
    assert_eq!(steps(place), expected);
    let with = serde_json::json!([{ "a": { "b": { "verification": { "object": "otp" } } } }]);
    let without = serde_json::json!([{ "a": { "b": { "verification": {} } } }]);
    let mut found = Vec::new();
    pairs_at((Some(&without), Some(&with)), &steps(place), &mut found);
    assert_eq!(found, [(None, Some(&"otp".into()))]);
    assert!(matches!(only_in(found.iter().map(|(before, after)| (*after, *before))), Sight::Seen));
    assert!(matches!(only_in(found.iter().copied()), Sight::Hidden(_)));
    assert_eq!(values("string, one of a | b, deprecated"), BTreeSet::from(["a", "b"]));
}
