//! User names.

use crate::phone::normalize_phone;

/// What an instance asks of user names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsernameRules {
    /// The fewest characters.
    pub min_length: usize,
    /// The most characters.
    pub max_length: usize,
    /// Whether ``^ $ ! . # + ~ ` `` are allowed besides Latin letters, digits, `_` and `-`.
    pub allow_special: bool,
    /// Whether a name may be digits only.
    pub allow_digits_only: bool,
}

impl Default for UsernameRules {
    fn default() -> Self {
        Self { min_length: 4, max_length: 64, allow_special: false, allow_digits_only: false }
    }
}

/// Why a user name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameProblem {
    /// Too few or too many characters.
    #[error("the user name is not between {min} and {max} characters long")]
    Length { min: usize, max: usize },
    /// A character that the rules do not allow.
    #[error("the user name has a character that is not allowed")]
    Character,
    /// Digits only.
    #[error("the user name has nothing but digits")]
    NeedsNonDigit,
    /// A phone number in international form, which at sign-in could be somebody's.
    #[error("the user name is a phone number")]
    IsPhoneNumber,
}

impl UsernameProblem {
    /// The Backend API's code for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "form_username_invalid_length",
            Self::Character => "form_username_invalid_character",
            Self::NeedsNonDigit => "form_username_needs_non_number_char",
            Self::IsPhoneNumber => "form_username_cannot_be_phone_number",
        }
    }
}

/// Checks a user name and brings it into the form that is stored and compared, which is lower case.
///
/// # Errors
///
/// All that is wrong with it, in the order of [`UsernameProblem`]. A phone number is only called that: whatever else is
/// wrong with it, another spelling would not help.
pub fn check_username(text: &str, rules: &UsernameRules) -> Result<String, Vec<UsernameProblem>> {
    if text.starts_with('+') && normalize_phone(text).is_ok() {
        return Err(vec![UsernameProblem::IsPhoneNumber]);
    }
    let mut problems = Vec::new();
    // Counting may stop where the name is too long anyway.
    let length = text.chars().take(rules.max_length.saturating_add(1)).count();
    if length < rules.min_length || length > rules.max_length {
        problems.push(UsernameProblem::Length { min: rules.min_length, max: rules.max_length });
    }
    if !text.chars().all(|c| is_allowed(c, rules)) {
        problems.push(UsernameProblem::Character);
    }
    if !rules.allow_digits_only && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        problems.push(UsernameProblem::NeedsNonDigit);
    }
    if problems.is_empty() { Ok(text.to_ascii_lowercase()) } else { Err(problems) }
}

fn is_allowed(c: char, rules: &UsernameRules) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || (rules.allow_special && "^$!.#+~`".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LENGTH: UsernameProblem = UsernameProblem::Length { min: 4, max: 64 };

    fn check(text: &str) -> Result<String, Vec<UsernameProblem>> {
        check_username(text, &UsernameRules::default())
    }

    #[test]
    fn a_good_name_is_stored_in_lower_case() {
        assert_eq!(check("Ada_Lovelace-1815").unwrap(), "ada_lovelace-1815");
        assert_eq!(check("abcd").unwrap(), "abcd");
        assert_eq!(check(&"a".repeat(64)).unwrap().len(), 64);
    }

    #[test]
    fn every_problem_is_named_at_once() {
        assert_eq!(check("abc").unwrap_err(), [LENGTH]);
        assert_eq!(check(&"a".repeat(65)).unwrap_err(), [LENGTH]);
        assert_eq!(check("").unwrap_err(), [LENGTH]);
        assert_eq!(check("12345").unwrap_err(), [UsernameProblem::NeedsNonDigit]);
        assert_eq!(check("123").unwrap_err(), [LENGTH, UsernameProblem::NeedsNonDigit]);
        assert_eq!(check("é!").unwrap_err(), [LENGTH, UsernameProblem::Character]);
        for text in ["ada lovelace", "jürgen", "ada@example.com", "ada.lovelace", "ада_лавлейс", "ada\u{0}x"]
        {
            assert_eq!(check(text).unwrap_err(), [UsernameProblem::Character], "{text:?}");
        }
    }

    #[test]
    fn an_instance_can_relax_the_rules() {
        let rules = UsernameRules { min_length: 1, max_length: 12, allow_special: true, allow_digits_only: true };
        assert_eq!(check_username("A.~`^$!#+", &rules).unwrap(), "a.~`^$!#+");
        assert_eq!(check_username("7", &rules).unwrap(), "7");
        assert_eq!(check_username("a b", &rules).unwrap_err(), [UsernameProblem::Character]);
        assert_eq!(check_username("+14155552671", &rules).unwrap_err(), [UsernameProblem::IsPhoneNumber]);
    }

    #[test]
    fn problems_have_the_codes_of_the_api() {
        assert_eq!(LENGTH.code(), "form_username_invalid_length");
        assert_eq!(UsernameProblem::NeedsNonDigit.code(), "form_username_needs_non_number_char");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_a_normal_form_is_its_own(text in "\\PC*|[a-zA-Z0-9_+.-]{0,70}") {
            if let Ok(normal) = check(&text) {
                prop_assert_eq!(check(&normal).unwrap(), normal);
            }
        }
    }
}
