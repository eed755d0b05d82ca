use proptest::prelude::*;

use super::*;

const UNKNOWN: &dyn Fn(&str) -> bool = &|_| false;

fn strict() -> PasswordPolicy {
    PasswordPolicy {
        require_lowercase: true,
        require_uppercase: true,
        require_number: true,
        require_special: true,
        ..PasswordPolicy::default()
    }
}

fn codes(problems: &[PolicyProblem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code().trim_start_matches("form_password_")).collect()
}

#[test]
fn by_default_only_length_and_breaches_count() {
    let policy = PasswordPolicy::default();
    assert_eq!(check(&policy, "abcdefgh", &[], UNKNOWN), []);
    assert_eq!(check(&policy, &"a".repeat(72), &[], UNKNOWN), []);
    assert_eq!(check(&policy, "abcdefg", &[], UNKNOWN), [PolicyProblem::TooShort { min: 8 }]);
    assert_eq!(check(&policy, &"a".repeat(73), &[], UNKNOWN), [PolicyProblem::TooLong { max: 72 }]);
    assert_eq!(check(&policy, "abcdefgh", &[], &|password| password == "abcdefgh"), [PolicyProblem::Pwned]);
}

#[test]
fn characters_are_counted_not_bytes_but_bytes_have_a_limit_too() {
    let policy = PasswordPolicy::default();
    assert_eq!(check(&policy, "éééééé", &[], UNKNOWN), [PolicyProblem::TooShort { min: 8 }]);
    assert_eq!(check(&policy, &"é".repeat(36), &[], UNKNOWN), []);
    assert_eq!(check(&policy, &"é".repeat(37), &[], UNKNOWN), [PolicyProblem::TooManyBytes { max: 72 }]);
}

#[test]
fn all_problems_are_named_at_once() {
    let problems = check(&strict(), "", &[], &|_| true);
    let all = ["length_too_short", "no_lowercase", "no_uppercase", "no_number", "no_special_char", "pwned"];
    assert_eq!(codes(&problems), all);
    assert_eq!(
        codes(&check(&strict(), "lower", &[], UNKNOWN)),
        ["length_too_short", "no_uppercase", "no_number", "no_special_char"]
    );
    assert_eq!(check(&strict(), "Élan vital 7", &[], UNKNOWN), [PolicyProblem::NoSpecial]);
    assert_eq!(check(&strict(), "Élan-vital-7", &[], UNKNOWN), []);
}

#[test]
fn a_password_that_is_an_identifier_is_refused() {
    let identifiers = ["ada@example.com", "", "Ada"];
    let policy = PasswordPolicy::default();
    assert_eq!(check(&policy, "ADA@example.com", &identifiers, UNKNOWN), [PolicyProblem::MatchesIdentifier]);
    assert_eq!(check(&policy, "ada@example.com!", &identifiers, UNKNOWN), []);
}

#[test]
fn a_weak_password_comes_with_suggestions() {
    let policy = PasswordPolicy { enforce_strength: Some(3), disallow_pwned: false, ..PasswordPolicy::default() };
    let problems = check(&policy, "p@ssword", &[], &|_| true);
    let [PolicyProblem::NotStrongEnough { suggestions }] = &problems[..] else { panic!("{problems:?}") };
    assert!(suggestions.iter().any(|suggestion| suggestion.code == "l33t"), "{suggestions:?}");
    assert!(suggestions.iter().all(|suggestion| suggestion.message.ends_with('.')));
    assert_eq!(check(&policy, "correct horse battery staple", &[], UNKNOWN), []);
}

#[test]
fn what_is_known_of_the_user_counts_as_weak() {
    let policy = PasswordPolicy { enforce_strength: Some(3), ..PasswordPolicy::default() };
    let password = "zyqxvane1815";
    assert_eq!(check(&policy, password, &[], UNKNOWN), []);
    assert_eq!(codes(&check(&policy, password, &["zyqxvane"], UNKNOWN)), ["not_strong_enough"]);
}

#[test]
fn the_highest_strength_has_a_suggestion_too() {
    let policy = PasswordPolicy { enforce_strength: Some(9), ..PasswordPolicy::default() };
    let good = check(&policy, "correct horse battery staple", &[], UNKNOWN);
    assert_eq!(good, [], "a score beyond the scale means its end");
    let problems = check(&policy, "zyqxvwkjp", &[], UNKNOWN);
    let [PolicyProblem::NotStrongEnough { suggestions }] = &problems[..] else { panic!("{problems:?}") };
    assert!(!suggestions.is_empty());
}

#[test]
fn a_stored_policy_may_lack_fields() {
    assert_eq!(serde_json::from_str::<PasswordPolicy>("{}").unwrap(), PasswordPolicy::default());
    let policy: PasswordPolicy = serde_json::from_str(r#"{"min_length":10,"enforce_strength":2}"#).unwrap();
    assert_eq!((policy.min_length, policy.max_length, policy.enforce_strength), (10, 72, Some(2)));
    let text = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<PasswordPolicy>(&text).unwrap(), policy);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_password_makes_it_panic(password in ".*", input in ".*", score in 0..=4_u8) {
        let policy = PasswordPolicy { enforce_strength: Some(score), ..strict() };
        let problems = check(&policy, &password, &[&input], UNKNOWN);
        let length = password.chars().count();
        let short = problems.iter().any(|problem| matches!(problem, PolicyProblem::TooShort { .. }));
        prop_assert_eq!(short, length < 8);
    }
}

#[test]
fn widely_known_passwords_are_known_and_words_names_and_phrases_are_not() {
    for text in ["password", "Password", "12345678", "iloveyou", "trustno1"] {
        assert!(is_widely_known(text), "{text}");
    }
    for text in ["", "perpendicular", "Papadopoulos", "correct horse battery staple", "x9$kQ2!vLm"] {
        assert!(!is_widely_known(text), "{text}");
    }
}
