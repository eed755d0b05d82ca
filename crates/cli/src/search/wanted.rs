//! Passes over the texts in which nothing of what is looked for can be, since taking texts apart is what a search costs.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::{Term, synonyms};

/// How many letters a word surely keeps in all of its forms; `y` may become `ies`.
const KEPT: usize = 4;

/// The beginnings of the words that are looked for.
pub(super) struct Wanted(Option<AhoCorasick>);

impl Wanted {
    pub(super) fn new(terms: &[Term]) -> Self {
        let words: Vec<&str> =
            terms.iter().flat_map(|term| term.others.iter().chain([&term.word])).map(String::as_str).collect();
        let mut beginnings: Vec<String> = words.iter().map(|word| beginning(word)).collect();
        for (phrase, stands_for) in synonyms::PHRASES {
            let is_wanted = |word: String| words.iter().any(|wanted| word.starts_with(wanted));
            if stands_for.split(' ').map(synonyms::stem).any(is_wanted) {
                beginnings.extend(phrase.split(' ').next().map(str::to_owned));
            }
        }
        Self(AhoCorasickBuilder::new().ascii_case_insensitive(true).build(beginnings).ok())
    }

    /// Passes over nothing.
    #[cfg(test)]
    pub(super) fn everything() -> Self {
        Self(None)
    }

    /// Whether the text may have a word that is looked for, or one that begins with it.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|beginnings| beginnings.is_match(text))
    }
}

fn beginning(word: &str) -> String {
    word.strip_suffix('y').unwrap_or(word).chars().take(KEPT).collect()
}
