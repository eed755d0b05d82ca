use std::ffi::OsString;

use proptest::prelude::*;

use super::*;
use crate::example;

const SPELLINGS: [&str; 3] = ["help", "-h", "--help"];

/// Understands a whole command line, flags and all.
fn mode(words: &[String]) -> Mode {
    let line: Vec<OsString> = ["frontdesk".to_owned()].iter().chain(words).map(OsString::from).collect();
    let arguments = Arguments::parse(&line).unwrap_or_else(|failure| panic!("{words:?}: {}", failure.message));
    understand(&arguments).unwrap_or_else(|failure| panic!("{words:?}: {}", failure.message)).mode
}

/// Places in a line where a word stands for itself and is no flag's value.
fn places(words: &[String]) -> impl Iterator<Item = usize> {
    (0..=words.len()).filter(|at| *at == 0 || words[*at - 1] != "-d")
}

fn with(words: &[String], at: usize, word: &str) -> Vec<String> {
    let mut words = words.to_vec();
    words.insert(at, word.to_owned());
    words
}

#[test]
fn no_operation_of_any_version_is_executed_by_a_line_with_help_in_it() {
    let mut lines = 0;
    for version in ApiVersion::ALL {
        for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
            let mut words = example::words(operation, version);
            words.extend(["--api-version".to_owned(), version.as_str().to_owned()]);
            let grants = ["--yes", "--admin", "--live", "--local", "--confirm=user_1"].map(str::to_owned);
            let granted: Vec<String> = words.iter().chain(&grants).cloned().collect();
            assert!(matches!(mode(&granted), Mode::Execute(..)), "{granted:?}");
            for at in places(&words).filter(|at| *at < words.len()) {
                // Every place and spelling in the newest version; in the others one of each in turn.
                let turn = lines % SPELLINGS.len();
                let all = version == ApiVersion::NEWEST;
                for spelling in SPELLINGS.iter().enumerate().filter(|(number, _)| all || *number == turn) {
                    let spelling = spelling.1;
                    // Before the value of --api-version it would be no version.
                    if words.get(at.wrapping_sub(1)).is_some_and(|word| word == "--api-version") {
                        continue;
                    }
                    let line: Vec<String> = with(&words, at, spelling).into_iter().chain(grants.clone()).collect();
                    let found = mode(&line);
                    assert!(matches!(found, Mode::Detail(one) if one.id == operation.id), "{line:?}: {found:?}");
                    lines += 1;
                }
            }
        }
    }
    assert!(lines > 4000, "{lines}");
}

proptest! {
    /// Flags in any order around it make no difference.
    #[test]
    fn help_wins_over_every_flag(
        index in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        spelling in prop::sample::select(SPELLINGS.to_vec()),
        flags in prop::sample::subsequence(
            vec!["--yes", "--admin", "--live", "--local", "--all", "--dry-run", "--include", "--verbose", "--confirm=x"], 0..9),
        upper in any::<bool>(),
    ) {
        let operations: Vec<_> = catalogue::operations().filter(|one| one.versions.contains(ApiVersion::NEWEST)).collect();
        let operation = index.get(&operations);
        let mut words = example::words(operation, ApiVersion::NEWEST);
        if !upper {
            words[0] = words[0].to_lowercase();
        }
        let free: Vec<usize> = places(&words).collect();
        let mut line = with(&words, *at.get(&free), spelling);
        for (number, flag) in flags.iter().enumerate() {
            let free: Vec<usize> = places(&line).collect();
            line = with(&line, free[number * 7 % free.len()], flag);
        }
        let found = mode(&line);
        prop_assert!(matches!(found, Mode::Detail(one) if one.id == operation.id), "{:?}: {:?}", line, found);
    }

    /// Whatever the words are, a line with help in it is explained or refused.
    #[test]
    fn no_words_at_all_execute_beside_help(
        words in prop::collection::vec("[a-zA-Z0-9_/{}=.-]{0,12}|get|delete|users|/users|user_1|GET|POST", 0..6),
        spelling in prop::sample::select(SPELLINGS.to_vec()),
        at in any::<prop::sample::Index>(),
    ) {
        let words: Vec<String> = words.into_iter().filter(|word| !word.starts_with('-')).collect();
        let line = with(&words, at.index(words.len() + 1), spelling);
        let arguments: Vec<OsString> = ["frontdesk".to_owned()].iter().chain(&line).map(OsString::from).collect();
        if let Ok(prompt) = Arguments::parse(&arguments).and_then(|arguments| understand(&arguments)) {
            let is_safe = !matches!(prompt.mode, Mode::Execute(..) | Mode::Phrase { help: false, .. });
            prop_assert!(is_safe, "{:?}: {:?}", line, prompt.mode);
        }
    }
}
