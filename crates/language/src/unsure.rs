//! What is said when no plan is made: candidates, explanations, refusals.

use frontdesk_contract::{Descriptor, Risk, catalogue};

use crate::Context;
use crate::frame::{Frame, verb_of};
use crate::plan::Unsure;
use crate::token::Token;
use crate::vocabulary::{senses, words_of};

/// `GET /users`.
pub(crate) fn title(operation: &Descriptor) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// A refusal.
pub(crate) fn refused(message: &str, candidates: Vec<String>) -> Unsure {
    Unsure {
        message: format!("{message}. Nothing was sent"),
        candidates,
        fix: "name one thing in plain words, or the endpoint, such as `frontdesk DELETE /users/user_1`".to_owned(),
    }
}

/// A choice that has to be made.
pub(crate) fn choose(message: &str, candidates: Vec<String>, fix: &str) -> Unsure {
    Unsure { message: format!("{message}. Nothing was sent"), candidates, fix: fix.to_owned() }
}

/// Words that are not clear enough, with the operations that they may be about.
pub(crate) fn candidates(tokens: &[Token], context: &Context, titles: &[String]) -> Unsure {
    let text = tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
    let candidates =
        if titles.is_empty() { likely(tokens, context).into_iter().map(title).collect() } else { titles.to_vec() };
    let why = if titles.is_empty() { "is not clear enough to be sent" } else { "may be any of several requests" };
    Unsure {
        message: format!("`{text}` {why}"),
        candidates,
        fix: "name the endpoint, such as `frontdesk GET /users limit=20`, or a tag; `frontdesk help` shows how"
            .to_owned(),
    }
}

/// A question: nothing is sent, and what it is about is explained.
pub(crate) fn question(tokens: &[Token], context: &Context) -> Unsure {
    let likely = likely(tokens, context);
    let mut message = "this is a question, so nothing was sent".to_owned();
    if let Some(operation) = likely.first() {
        message.push_str(&format!(". {}: {}", title(operation), operation.summary()));
        if operation.risk == Risk::Irreversible {
            message.push_str(" It is irreversible.");
        }
        if !operation.destroys.is_empty() {
            message.push_str(&format!(" What goes: {}", operation.destroys));
        }
    }
    let fix = likely.first().map_or_else(
        || "`frontdesk tags` lists what there is".to_owned(),
        |operation| {
            format!(
                "`frontdesk {} help` explains it; a request is made of a command such as `get user user_1`",
                title(operation)
            )
        },
    );
    Unsure { message, candidates: likely.into_iter().map(title).collect(), fix }
}

/// The operations whose verbs and nouns share the most with the words, five at most.
fn likely(tokens: &[Token], context: &Context) -> Vec<&'static Descriptor> {
    // An id says what it belongs to.
    let owners = tokens.iter().filter_map(|token| token.text.split_once('_')).filter_map(|(prefix, _)| match prefix {
        "user" => Some("user"),
        "org" => Some("organization"),
        "sess" => Some("session"),
        "inv" | "orginv" => Some("invitation"),
        _ => None,
    });
    let words = tokens.iter().filter(|token| token.is_word()).map(|token| token.word.as_str());
    let spoken: Vec<&str> = words.chain(owners).collect();
    let verbs: Vec<&str> =
        spoken.iter().flat_map(|word| senses(word)).map(|sense| sense.split(':').next().unwrap_or_default()).collect();
    let implied: Vec<&str> = spoken
        .iter()
        .flat_map(|word| senses(word))
        .filter_map(|sense| sense.split_once(':'))
        .map(|(_, noun)| noun)
        .collect();
    let mut ranked: Vec<(usize, usize, &'static Descriptor)> = catalogue::operations()
        .filter(|operation| operation.versions.contains(context.version))
        .filter_map(|operation| {
            let frame = Frame::of(operation, context.version);
            let said = |word: &String| spoken.contains(&word.as_str()) || implied.contains(&word.as_str());
            let essential = frame.essential.iter().filter(|word| said(word)).count();
            let others = frame.optional.iter().chain(&frame.extra).filter(|word| said(word)).count().min(3);
            let id = words_of(operation.path).iter().filter(|word| said(word)).count().min(2);
            let verb = usize::from(verbs.contains(&verb_of(operation)));
            let number = usize::from(frame.is_list && tokens.iter().any(|token| token.plural));
            let score = 6 * essential + 2 * others + id + 5 * verb + number;
            let unsaid = frame.essential.iter().chain(&frame.optional).filter(|word| !said(word)).count();
            (essential + others > 0).then_some((score.saturating_sub(2 * unsaid), operation.path.len(), operation))
        })
        .collect();
    ranked.sort_by_key(|(score, length, _)| (std::cmp::Reverse(*score), *length));
    // What fits half as well is rather noise than a proposal.
    let best = ranked.first().map_or(0, |(score, _, _)| *score);
    ranked.retain(|(score, _, _)| score * 2 > best);
    ranked.into_iter().take(5).map(|(_, _, operation)| operation).collect()
}
