//! A text that a pattern matches, as an example of it.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// What ids are made of; taken in turn, so that an example looks like one.
const CHARACTERS: &[u8] = b"2aB4cD6eF8gH1jK3mN5pQ7rS9tV";

/// The shortest text that the pattern matches; `None` for a pattern that cannot be read.
pub(super) fn matching(pattern: &str) -> Option<String> {
    let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern).ok()?;
    let mut text = Vec::new();
    write(&parsed, &mut text);
    String::from_utf8(text).ok()
}

fn write(part: &Hir, text: &mut Vec<u8>) {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.extend_from_slice(&literal.0),
        HirKind::Class(class) => text.push(member(class, text.len())),
        HirKind::Repetition(repetition) => (0..repetition.min).for_each(|_| write(&repetition.sub, text)),
        HirKind::Capture(capture) => write(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, text)),
        HirKind::Alternation(parts) => parts.iter().take(1).for_each(|part| write(part, text)),
    }
}

/// A member of the class, another one at every position where there are several.
fn member(class: &Class, position: usize) -> u8 {
    let contains = |byte: u8| match class {
        Class::Bytes(class) => class.iter().any(|range| (range.start()..=range.end()).contains(&byte)),
        Class::Unicode(class) => class.iter().any(|range| (range.start()..=range.end()).contains(&char::from(byte))),
    };
    let in_turn = CHARACTERS.iter().cycle().skip(position % CHARACTERS.len()).take(CHARACTERS.len());
    in_turn.copied().chain(b' '..=b'~').find(|byte| contains(*byte)).unwrap_or(b'x')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_matches_its_pattern() {
        assert_eq!(matching(r"^mch_\w{5}$").as_deref(), Some("mch_cD6eF"));
        assert_eq!(matching("^[A-Z]{2}$").as_deref(), Some("BB"));
        assert_eq!(matching(r"^(user|org)_[0-9a-f]{3}$").as_deref(), Some("user_66e"));
        assert_eq!(matching("(").as_deref(), None);
    }
}
