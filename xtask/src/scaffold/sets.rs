//! Sets of versions in the little language that declarations use.

use frontdesk_contract::ApiVersion;

/// A set of versions; bit 0 is the oldest.
pub(super) type Set = u8;

pub(super) const ALL: Set = 0b11_1111;

/// The words for `set`, as short as possible, when only the versions of `known` matter; `None` for all of them.
pub(super) fn words(set: Set, known: Set) -> Option<String> {
    let fits = |candidate: Set| candidate & known == set & known;
    let dates: Vec<(usize, &str)> = ApiVersion::ALL.iter().map(|version| version.as_str()).enumerate().collect();
    let from = |position: usize| ALL & (ALL << position);
    let until = |position: usize| ALL & !(ALL << (position + 1));
    if fits(ALL) {
        return None;
    }
    if fits(0) {
        return Some("none".to_owned());
    }
    for (position, date) in &dates {
        if fits(from(*position)) {
            return Some(format!(">={date}"));
        }
        if fits(until(*position)) {
            return Some(format!("<={date}"));
        }
    }
    for (position, date) in &dates {
        if fits(ALL & !(1 << position)) {
            return Some(format!("!{date}"));
        }
    }
    for (position, date) in &dates {
        for (hole, other) in &dates {
            let without = !(1 << hole);
            if fits(from(*position) & without) {
                return Some(format!(">={date} !{other}"));
            }
            if fits(until(*position) & without) {
                return Some(format!("<={date} !{other}"));
            }
        }
    }
    let listed: Vec<&str> =
        dates.iter().filter(|(position, _)| set & known & (1 << position) != 0).map(|(_, date)| *date).collect();
    Some(listed.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_words_are_chosen() {
        assert_eq!(words(0b11_1111, ALL), None);
        assert_eq!(words(0b11_1011, ALL).as_deref(), Some("!2025-03-12"));
        assert_eq!(words(0b01_1111, ALL).as_deref(), Some("<=2025-11-10"));
        assert_eq!(words(0b01_1011, ALL).as_deref(), Some("<=2025-11-10 !2025-03-12"));
        assert_eq!(words(0b10_0001, ALL).as_deref(), Some("2021-02-05 2026-05-12"));
        assert_eq!(words(0b11_1011, 0b11_1011), None);
    }
}
