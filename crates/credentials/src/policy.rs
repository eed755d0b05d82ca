//! What an instance asks of new passwords.

use serde::{Deserialize, Serialize};
use zxcvbn::feedback::{Feedback, Suggestion as Hint};
use zxcvbn::matching::patterns::{DictionaryPattern, MatchPattern};

/// The rules for new passwords. Stored as JSON; what is absent there has the default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent rules, as instances switch them")]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub min_length: usize,
    /// The most characters.
    pub max_length: usize,
    /// The most bytes in UTF-8. The default is what bcrypt can tell apart, so that a password can move to any system.
    pub max_bytes: usize,
    /// Whether a lower-case letter is needed.
    pub require_lowercase: bool,
    /// Whether an upper-case letter is needed.
    pub require_uppercase: bool,
    /// Whether a digit is needed.
    pub require_number: bool,
    /// Whether ASCII punctuation is needed.
    pub require_special: bool,
    /// The least strength as zxcvbn scores it, 0 to 4. `None`: any.
    pub enforce_strength: Option<u8>,
    /// Whether passwords known from breaches are refused.
    pub disallow_pwned: bool,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 8,
            max_length: 72,
            max_bytes: 72,
            require_lowercase: false,
            require_uppercase: false,
            require_number: false,
            require_special: false,
            enforce_strength: None,
            disallow_pwned: true,
        }
    }
}

/// Why a password is refused. `Display` gives the sentence for the person who chose it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    /// Fewer characters than the policy's minimum.
    #[error("Passwords must be {min} characters or more.")]
    TooShort { min: usize },
    /// More characters than the policy's maximum.
    #[error("Passwords must be {max} characters or less.")]
    TooLong { max: usize },
    /// Not too many characters, but too many bytes in UTF-8.
    #[error("The password takes more than {max} bytes. Use a shorter one or fewer accented letters and symbols.")]
    TooManyBytes { max: usize },
    /// No lower-case letter.
    #[error("Passwords must have a lowercase letter.")]
    NoLowercase,
    /// No upper-case letter.
    #[error("Passwords must have an uppercase letter.")]
    NoUppercase,
    /// No digit.
    #[error("Passwords must have a number.")]
    NoNumber,
    /// No punctuation.
    #[error("Passwords must have a special character.")]
    NoSpecial,
    /// The password is one of the account's own identifiers.
    #[error("The password is the same as a name or address of the account.")]
    MatchesIdentifier,
    /// Too easy to guess.
    #[error("The password is too easy to guess.")]
    NotStrongEnough {
        /// How to choose a better one; never empty.
        suggestions: Vec<Suggestion>,
    },
    /// Known from a breach.
    #[error("The password has been found in a data breach. Use another one.")]
    Pwned,
}

impl PolicyProblem {
    /// The Backend API's code for it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "form_password_length_too_short",
            Self::TooLong { .. } => "form_password_length_too_long",
            Self::TooManyBytes { .. } => "form_password_size_in_bytes_exceeded",
            Self::NoLowercase => "form_password_no_lowercase",
            Self::NoUppercase => "form_password_no_uppercase",
            Self::NoNumber => "form_password_no_number",
            Self::NoSpecial => "form_password_no_special_char",
            Self::MatchesIdentifier => "form_password_matches_identifier",
            Self::NotStrongEnough { .. } => "form_password_not_strong_enough",
            Self::Pwned => "form_password_pwned",
        }
    }
}

/// A hint at a better password, under the code by which user interfaces find its translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The code, such as `anotherWord`.
    pub code: &'static str,
    /// The hint in English.
    pub message: &'static str,
}

/// Checks a new password against a policy and returns all that is wrong with it, in the order of [`PolicyProblem`].
///
/// `user_inputs` are what an attacker tries first: the account's identifiers and names. `pwned` says whether a password
/// is known from a breach; it is asked only when the policy wants to know.
pub fn check(
    policy: &PasswordPolicy,
    password: &str,
    user_inputs: &[&str],
    pwned: &dyn Fn(&str) -> bool,
) -> Vec<PolicyProblem> {
    let mut problems = Vec::new();
    let length = password.chars().count();
    if length < policy.min_length {
        problems.push(PolicyProblem::TooShort { min: policy.min_length });
    }
    if length > policy.max_length {
        problems.push(PolicyProblem::TooLong { max: policy.max_length });
    } else if password.len() > policy.max_bytes {
        problems.push(PolicyProblem::TooManyBytes { max: policy.max_bytes });
    }
    let lacks = |required: bool, test: fn(char) -> bool| required && !password.chars().any(test);
    if lacks(policy.require_lowercase, char::is_lowercase) {
        problems.push(PolicyProblem::NoLowercase);
    }
    if lacks(policy.require_uppercase, char::is_uppercase) {
        problems.push(PolicyProblem::NoUppercase);
    }
    if lacks(policy.require_number, |c| c.is_ascii_digit()) {
        problems.push(PolicyProblem::NoNumber);
    }
    if lacks(policy.require_special, |c| c.is_ascii_punctuation()) {
        problems.push(PolicyProblem::NoSpecial);
    }
    let lower = password.to_lowercase();
    if user_inputs.iter().any(|input| !input.is_empty() && input.to_lowercase() == lower) {
        problems.push(PolicyProblem::MatchesIdentifier);
    }
    if let Some(suggestions) = policy.enforce_strength.and_then(|min| too_weak(password, user_inputs, min)) {
        problems.push(PolicyProblem::NotStrongEnough { suggestions });
    }
    if policy.disallow_pwned && pwned(password) {
        problems.push(PolicyProblem::Pwned);
    }
    problems
}

/// Whether the password is, in any case of its letters, one of the 30 000 most frequent ones of known breaches: those
/// that zxcvbn brings along. It needs no network, so that no part of a password leaves the server.
pub fn is_widely_known(password: &str) -> bool {
    // The type of the dictionary's name is private, its default public: the list of passwords. A test holds it to that.
    let passwords = DictionaryPattern::default().dictionary_name;
    let entropy = zxcvbn::zxcvbn(password, &[]);
    let [only] = entropy.sequence() else { return false };
    matches!(&only.pattern, MatchPattern::Dictionary(word)
        if word.dictionary_name == passwords && !word.reversed && !word.l33t)
}

/// Suggestions when the password scores less than wanted.
fn too_weak(password: &str, user_inputs: &[&str], min_score: u8) -> Option<Vec<Suggestion>> {
    let entropy = zxcvbn::zxcvbn(password, user_inputs);
    if u8::from(entropy.score()) >= min_score.min(4) {
        return None;
    }
    let hints = entropy.feedback().map(Feedback::suggestions).unwrap_or_default();
    let mut suggestions: Vec<Suggestion> = hints.iter().map(|hint| suggestion(*hint)).collect();
    if suggestions.is_empty() {
        // No hint is offered from a score of 3 on, but 4 may be wanted.
        suggestions.push(suggestion(Hint::AddAnotherWordOrTwo));
    }
    Some(suggestions)
}

fn suggestion(hint: Hint) -> Suggestion {
    let (code, message) = match hint {
        Hint::UseAFewWordsAvoidCommonPhrases => ("useWords", "Combine several words that do not belong together."),
        Hint::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            ("noNeed", "A long password is strong without symbols, numbers and uppercase letters.")
        }
        Hint::AddAnotherWordOrTwo => ("anotherWord", "Add one or two more uncommon words."),
        Hint::CapitalizationDoesntHelpVeryMuch => ("capitalization", "Capitalize more than the first letter."),
        Hint::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => ("allUppercase", "Capitalize some letters, not all."),
        Hint::ReversedWordsArentMuchHarderToGuess => ("reverseWords", "Do not spell common words backwards."),
        Hint::PredictableSubstitutionsDontHelpVeryMuch => {
            ("l33t", "Do not replace letters by what looks like them, as '@' for 'a'.")
        }
        Hint::UseALongerKeyboardPatternWithMoreTurns => {
            ("longerKeyboardPattern", "Make patterns on the keyboard longer and change their direction more often.")
        }
        Hint::AvoidRepeatedWordsAndCharacters => ("repeated", "Do not repeat words and characters."),
        Hint::AvoidSequences => ("sequences", "Do not use sequences such as 'abc' or '321'."),
        Hint::AvoidRecentYears => ("recentYears", "Do not use recent years."),
        Hint::AvoidYearsThatAreAssociatedWithYou => ("associatedYears", "Do not use years that mean something to you."),
        Hint::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            ("dates", "Do not use dates and years that mean something to you.")
        }
    };
    Suggestion { code, message }
}

#[cfg(test)]
mod tests;
