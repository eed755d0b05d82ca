//! Whether a phrase wishes for something, asks about it, or forbids it.

use crate::token::{Phrase, Token};
use crate::vocabulary::{ASKING, DOUBTS, NEGATIONS, QUANTIFIERS, senses};

/// Openings that only make a wish polite.
const POLITE: &[&[&str]] = &[
    &["please"],
    &["kindly"],
    &["hey"],
    &["hi"],
    &["ok"],
    &["okay"],
    &["now"],
    &["just"],
    &["i", "want", "to"],
    &["i", "need", "to"],
    &["we", "need", "to"],
    &["we", "want", "to"],
    &["i", "would", "like", "to"],
    &["i'd", "like", "to"],
    &["let's"],
    &["go", "ahead", "and"],
    &["i", "want"],
    &["i", "need"],
];

/// Openings of questions that are answered by reading.
const READING: &[&[&str]] = &[&["who"], &["which"], &["what"], &["whose"]];

/// Openings that ask whether somebody is able or allowed; what follows is what they mean.
const ASKING_TO: &[&[&str]] = &[
    &["can", "you"],
    &["could", "you"],
    &["would", "you"],
    &["will", "you"],
    &["can", "i"],
    &["can", "we"],
    &["could", "i"],
    &["how", "do", "i"],
    &["how", "do", "we"],
    &["how", "can", "i"],
    &["how", "can", "we"],
    &["how", "to"],
    &["how", "would", "i"],
    &["how", "should", "i"],
    &["how", "could", "i"],
    &["should", "i"],
    &["should", "we"],
    &["may", "i"],
    &["would", "it", "be", "safe", "to"],
    &["is", "it", "safe", "to"],
    &["is", "it", "possible", "to"],
    &["is", "it", "ok", "to"],
    &["what", "happens", "if", "i"],
    &["what", "happens", "when", "i"],
    &["what", "happens", "if", "we"],
    &["do", "i", "need", "to"],
    &["do", "i", "have", "to"],
    &["what", "is", "the", "best", "way", "to"],
    &["why", "can't", "i"],
    &["why", "can", "i"],
];

/// What a phrase is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It wishes for something.
    Wish,
    /// It asks for something that is read.
    ReadingQuestion,
    /// It asks about something.
    Question,
}

/// The mood, and the words that say what it is about.
pub(crate) fn of(phrase: &Phrase) -> (Mood, &[Token]) {
    let mut tokens = phrase.tokens.as_slice();
    while let Some(opening) = POLITE.iter().find(|opening| starts(tokens, opening)) {
        tokens = &tokens[opening.len()..];
    }
    while tokens.last().is_some_and(|token| token.is("please")) {
        tokens = &tokens[..tokens.len() - 1];
    }
    let asked = ASKING_TO.iter().filter(|opening| starts(tokens, opening)).max_by_key(|opening| opening.len());
    if let Some(opening) = asked {
        let mut about = &tokens[opening.len()..];
        while about.first().is_some_and(|token| token.is("please")) {
            about = &about[1..];
        }
        let polite = starts(tokens, &["can", "you"])
            || starts(tokens, &["could", "you"])
            || starts(tokens, &["would", "you"])
            || starts(tokens, &["will", "you"]);
        return (if polite { Mood::ReadingQuestion } else { Mood::Question }, about);
    }
    if READING.iter().any(|opening| starts(tokens, opening)) {
        return (Mood::ReadingQuestion, tokens);
    }
    // "count" was "how many".
    let is_count = tokens.first().is_some_and(|token| token.is("count"));
    if tokens.first().is_some_and(|token| token.is_one_of(ASKING)) && !is_count {
        return (Mood::Question, tokens);
    }
    (if phrase.asks { Mood::ReadingQuestion } else { Mood::Wish }, tokens)
}

/// The first word that says no.
pub(crate) fn negation(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().find(|token| token.is_one_of(NEGATIONS))
}

/// The first word that makes a wish uncertain.
pub(crate) fn doubt(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().find(|token| token.is_one_of(DOUBTS))
}

/// The first word that means more than what is named.
pub(crate) fn quantifier(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().find(|token| token.is_word() && QUANTIFIERS.contains(&token.text.to_lowercase().as_str()))
}

/// Words that destroy or stop something, however it is called.
pub(crate) fn destroys(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        let harmful =
            ["wipe", "purge", "nuke", "drop", "truncate", "clear", "kill", "clean", "signout", "deactivate", "disable"];
        token.is_one_of(&harmful)
            || senses(&token.word).iter().any(|sense| {
                let verb = sense.split(':').next().unwrap_or_default();
                token.is_word()
                    && matches!(
                        verb,
                        "delete"
                            | "remove"
                            | "revoke"
                            | "ban"
                            | "lock"
                            | "rotate"
                            | "replace"
                            | "cancel"
                            | "reject"
                            | "disable"
                    )
            })
    })
}

fn starts(tokens: &[Token], words: &[&str]) -> bool {
    words.len() <= tokens.len()
        && words.iter().zip(tokens).all(|(word, token)| token.is_word() && token.text.to_lowercase() == *word)
}
