//! From a phrase to a plan: its mood, its clauses, the operation that fits each of them, and how they use each other.

use frontdesk_contract::{Risk, catalogue};

use crate::clause::{self, Fit, Scope};
use crate::frame::{self, Frame, verb_of};
use crate::metadata::{self, Outcome};
use crate::mood::{self, Mood};
use crate::plan::{Answer, Plan};
use crate::steps::{self, Made};
use crate::token::{Kind, Phrase, Token};
use crate::vocabulary::senses;
use crate::{Context, topics, unsure};

pub(crate) fn understand(phrase: &Phrase, context: &Context) -> Answer {
    // What stands for an earlier step's result is never taken from a person's words.
    if phrase.tokens.iter().any(|token| token.text.contains("${")) {
        return Answer::Refusal(unsure::refused("a value must not contain `${`", Vec::new()));
    }
    let (mood, tokens) = mood::of(phrase);
    let imperative = mood == Mood::Wish && tokens.first().is_some_and(|token| !senses(&token.word).is_empty());
    if !imperative {
        if let Some(explanation) = topics::explain(&phrase.tokens) {
            return Answer::Explanation(explanation);
        }
    }
    if tokens.is_empty() {
        return Answer::Candidates(unsure::candidates(tokens, context, &[]));
    }
    if mood == Mood::Question {
        return Answer::Explanation(unsure::question(tokens, context));
    }
    let answer = wish(tokens, context);
    match answer {
        Answer::Plan(plan)
            if mood == Mood::ReadingQuestion && plan.steps.iter().any(|step| step.operation.risk != Risk::Read) =>
        {
            Answer::Explanation(unsure::question(tokens, context))
        }
        other => other,
    }
}

fn wish(tokens: &[Token], context: &Context) -> Answer {
    let destroys = mood::destroys(tokens);
    if let Some(word) = mood::negation(tokens) {
        let adjective = tokens
            .windows(2)
            .any(|pair| pair[0].is("not") && pair[1].is_one_of(&["banned", "active", "locked", "verified"]));
        if destroys || !adjective {
            let message = format!("`{}` says no to something, and no request is made of that", word.text);
            return Answer::Refusal(unsure::refused(&message, unsure::candidates(tokens, context, &[]).candidates));
        }
    }
    if destroys {
        if let Some(word) = mood::quantifier(tokens) {
            let message = format!("`{}` is more than one thing: what is destroyed is named one by one", word.text);
            return Answer::Refusal(unsure::refused(&message, unsure::candidates(tokens, context, &[]).candidates));
        }
    }
    if let Some(word) = mood::doubt(tokens) {
        let reads = !destroys
            && tokens.first().is_some_and(|token| {
                senses(&token.word).is_empty() || senses(&token.word).contains(&"read") || token.is("count")
            });
        if !reads {
            let message = format!("`{}` leaves open what is to be done", word.text);
            return Answer::Refusal(unsure::refused(&message, unsure::candidates(tokens, context, &[]).candidates));
        }
    }
    let prefixes = frame::all_prefixes();
    let mut plan = Plan::default();
    let mut made: Vec<Made> = Vec::new();
    let clauses = clauses(tokens);
    let mut at = 0;
    while at < clauses.len() {
        // What looks like a new clause may be a part of this one: the shortest that is understood counts.
        let mut last = None;
        let earlier: Vec<(Vec<String>, usize)> = made.iter().map(|made| (made.words.clone(), made.step)).collect();
        let scope = Scope { version: context.version, now: &context.now, prefixes, earlier: &earlier };
        for end in at..clauses.len() {
            let (from, to) = (clauses[at].0, clauses[end].1);
            match one(&tokens[from..to], &scope) {
                One::Fit(fit) => {
                    last = Some((end, Ok(fit)));
                    break;
                }
                One::Change(change) => {
                    last = Some((end, Err(change)));
                    break;
                }
                One::WhichKind(keys) => {
                    let (message, candidates) = metadata::kinds_to_choose(&keys);
                    return Answer::Candidates(unsure::choose(
                        &message,
                        candidates,
                        "say public, private or unsafe metadata",
                    ));
                }
                One::Several(titles) => {
                    return Answer::Candidates(unsure::candidates(&tokens[from..to], context, &titles));
                }
                One::None => {}
            }
        }
        let is_last = matches!(&last, Some((end, _)) if *end + 1 == clauses.len());
        let added = match last {
            Some((end, Ok(fit))) => {
                at = end + 1;
                steps::add_fit(&mut plan, *fit, context, is_last && clauses.len() == 1)
            }
            Some((end, Err(change))) => {
                at = end + 1;
                steps::add_change(&mut plan, *change, context)
            }
            None => None,
        };
        match added {
            Some(result) => made.push(result),
            None => {
                let (from, to) = clauses.get(at.min(clauses.len() - 1)).copied().unwrap_or_default();
                return Answer::Candidates(unsure::candidates(&tokens[from..to.max(from)], context, &[]));
            }
        }
    }
    steps::without_gaps(plan, context)
}

/// Where the clauses are: a joint and a verb begin another one.
fn clauses(tokens: &[Token]) -> Vec<(usize, usize)> {
    let is_joint = |token: &Token| token.kind == Kind::Comma || token.is_one_of(&["and", "then"]);
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 1;
    while at < tokens.len() {
        if is_joint(&tokens[at]) {
            let mut next = at;
            while tokens.get(next).is_some_and(is_joint) {
                next += 1;
            }
            if tokens.get(next).is_some_and(|token| !senses(&token.word).is_empty() && !token.possessive) {
                found.push((start, at));
                start = next;
                at = next;
            }
        }
        at += 1;
    }
    found.push((start, tokens.len()));
    found
}

enum One {
    Fit(Box<Fit>),
    Change(Box<metadata::Change>),
    WhichKind(Vec<String>),
    /// Several operations fit equally well.
    Several(Vec<String>),
    None,
}

/// The one operation that a clause fits.
fn one(tokens: &[Token], scope: &Scope) -> One {
    match metadata::read(tokens, scope) {
        Some(Outcome::Change(change)) => return One::Change(Box::new(change)),
        Some(Outcome::WhichKind(keys)) => {
            // A field of some operation may still be meant.
            return match best(fits(tokens, scope)) {
                One::None => One::WhichKind(keys),
                other => other,
            };
        }
        None => {}
    }
    best(fits(tokens, scope))
}

fn best(fits: Vec<Fit>) -> One {
    let mut fits = fits;
    if fits.iter().any(|fit| fit.used_earlier) {
        fits.retain(|fit| fit.used_earlier);
    }
    let best: Vec<usize> = (0..fits.len())
        .filter(|a| (0..fits.len()).all(|b| *a == b || !fits[b].score().beats(fits[*a].score())))
        .collect();
    let mut titles: Vec<String> = best.iter().map(|index| unsure::title(fits[*index].frame.operation)).collect();
    titles.dedup();
    match best.as_slice() {
        [] => One::None,
        [only] => {
            let score = fits[*only].score();
            let writes = !fits[*only].is_read();
            // What was left unsaid is not guessed where something is missing too, nor where it would change something.
            let rivals: Vec<String> = (0..fits.len())
                .filter(|other| other != only && fits[*other].score().unsaid <= score.unsaid)
                .map(|other| unsure::title(fits[other].frame.operation))
                .collect();
            if score.missing > 0
                && (score.unsaid > 1 || score.unsaid > 0 && score.missing > 1 || score.unsaid > 0 && fits.len() > 1)
            {
                return One::None;
            }
            if score.unsaid > 0 && writes && !rivals.is_empty() {
                titles.extend(rivals);
                return One::Several(titles);
            }
            One::Fit(Box::new(fits.swap_remove(*only)))
        }
        _ => One::Several(titles),
    }
}

/// Every operation that the clause fits, in any sense of its verb.
fn fits(tokens: &[Token], scope: &Scope) -> Vec<Fit> {
    let Some(first) = tokens.first() else { return Vec::new() };
    let spoken = first.word.clone();
    let mut found = Vec::new();
    let verb_senses = if first.is_word() { senses(&spoken) } else { &[] };
    for sense in verb_senses {
        let (verb, implied) = sense.split_once(':').map_or((*sense, None), |(verb, noun)| (verb, Some(noun)));
        try_all(verb, implied, &spoken, &tokens[1..], scope, &mut found);
    }
    // "users who signed up yesterday" needs no verb, nor do "who" and "which".
    if verb_senses.is_empty() || matches!(spoken.as_str(), "new" | "open") && found.is_empty() {
        let (skip, implied) = match spoken.as_str() {
            "who" => (1, Some("user")),
            "which" | "what" | "new" => (1, None),
            _ => (0, None),
        };
        try_all("read", implied, "get", &tokens[skip..], scope, &mut found);
        found.retain(|fit: &Fit| fit.frame.is_list);
    }
    if spoken == "count" {
        count(tokens, scope, &mut found);
    }
    found
}

fn try_all(verb: &str, implied: Option<&str>, spoken: &str, tokens: &[Token], scope: &Scope, found: &mut Vec<Fit>) {
    let operations = catalogue::operations().filter(|op| op.versions.contains(scope.version) && verb_of(op) == verb);
    for operation in operations {
        let frame = Frame::of(operation, scope.version);
        if let Ok(fit) = clause::read(frame, spoken, implied, tokens, scope) {
            if !found.iter().any(|other: &Fit| other.frame.operation.id == operation.id) {
                found.push(fit);
            }
        }
    }
}

/// What has no operation that counts is counted by a list that says its total.
fn count(tokens: &[Token], scope: &Scope, found: &mut Vec<Fit>) {
    if !found.is_empty() {
        return;
    }
    try_all("read", None, "get", &tokens[1..], scope, found);
    found.retain(|fit| {
        fit.frame.is_list && (frame::has_total(fit.frame.operation) || fit.frame.slot("paginated").is_some())
    });
    for fit in found.iter_mut() {
        fit.count_only();
    }
}
