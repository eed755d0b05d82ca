//! Requests in plain English, understood offline and always in the same way: a grammar over the catalogue.
//!
//! A phrase becomes a plan only when every word of it has a place, one operation fits better than all others, and the
//! words name what is destroyed. Anything else is answered with candidates or an explanation. Nothing is sent here.

mod clause;
mod compose;
mod frame;
mod metadata;
mod mood;
mod plan;
mod steps;
mod time;
mod token;
mod topics;
mod unsure;
mod value;
mod vocabulary;

use frontdesk_contract::ApiVersion;
use jiff::ZonedDateTime;

pub use plan::{Answer, LookUp, NotOne, Plan, Step, Unsure};

/// What a phrase is understood by.
#[derive(Clone, Debug)]
pub struct Context {
    /// The version of the API that is in use.
    pub version: ApiVersion,
    /// The clock, in the time zone in which "yesterday" is meant.
    pub now: ZonedDateTime,
}

/// Understands a phrase: one text, or the words as a shell hands them over, where a word with a blank was quoted.
pub fn understand<S: AsRef<str>>(words: &[S], context: &Context) -> Answer {
    compose::understand(&token::tokenize(words), context)
}
