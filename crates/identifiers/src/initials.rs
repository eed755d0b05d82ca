//! The letters on a picture that stands in for a missing one.

use unicode_segmentation::UnicodeSegmentation;

/// The initials of a person, such as `AL`. `None` when neither name has a letter or digit.
pub fn user_initials(first_name: Option<&str>, last_name: Option<&str>) -> Option<String> {
    let initials: String = [first_name, last_name].into_iter().flatten().filter_map(name_initial).collect();
    (!initials.is_empty()).then_some(initials)
}

/// The first letter or digit of a name in upper case, with its accents. `None` when there is none.
pub fn name_initial(name: &str) -> Option<String> {
    name.graphemes(true)
        .find(|grapheme| grapheme.starts_with(char::is_alphanumeric))
        .map(|grapheme| grapheme.chars().take(MAX_CHARACTERS).flat_map(char::to_uppercase).collect())
}

/// A letter with its accents; a longer pile of combining marks is mischief.
const MAX_CHARACTERS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_are_the_first_letters_in_upper_case() {
        assert_eq!(user_initials(Some("ada"), Some("Lovelace")).as_deref(), Some("AL"));
        assert_eq!(user_initials(Some("  ’émile"), None).as_deref(), Some("É"));
        assert_eq!(user_initials(None, Some("e\u{301}mile")).as_deref(), Some("E\u{301}"));
        assert_eq!(name_initial("7 Sages").as_deref(), Some("7"));
    }

    #[test]
    fn without_letters_there_are_none() {
        assert_eq!(user_initials(None, None), None);
        assert_eq!(user_initials(Some(""), Some("!?")), None);
        assert_eq!(name_initial("🦀"), None);
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic_and_initials_stay_short(first in ".*", last in ".*") {
            if let Some(initials) = user_initials(Some(&first), Some(&last)) {
                prop_assert!(!initials.is_empty());
                prop_assert!(initials.chars().count() <= 2 * 3 * MAX_CHARACTERS);
            }
        }
    }
}
