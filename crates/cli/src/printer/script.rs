//! A person for tests: answers what was written down for them, and keeps what they were told.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

#[derive(Default)]
struct Person {
    answers: VecDeque<String>,
    heard: String,
}

thread_local! {
    static PERSON: RefCell<Option<Person>> = const { RefCell::new(None) };
}

/// Runs something for a person who gives these answers and then goes away; gives back what they were told.
pub(crate) fn with_person<T>(answers: &[&str], run: impl FnOnce() -> T) -> (T, String) {
    let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
    PERSON.set(Some(Person { answers, heard: String::new() }));
    let done = run();
    (done, PERSON.take().map(|person| person.heard).unwrap_or_default())
}

/// Whether there is such a person to be told something.
pub(super) fn hears(text: &str) -> bool {
    PERSON.with_borrow_mut(|person| {
        person.as_mut().is_some_and(|person| {
            person.heard.push_str(text);
            person.heard.push('\n');
            true
        })
    })
}

/// The next answer; `None` when there is no such person.
pub(super) fn answer(question: &str) -> Option<Outcome<String>> {
    hears(question);
    PERSON.with_borrow_mut(|person| {
        let person = person.as_mut()?;
        let gone = || Failure::new(Exit::Interrupted, "interrupted", "no answer");
        Some(person.answers.pop_front().ok_or_else(gone))
    })
}
