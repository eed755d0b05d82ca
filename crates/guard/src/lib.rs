//! The guard rails: the one place that decides whether a request may be sent, for every face of the program, and the
//! document that says how it decides.

mod decision;
pub mod document;
mod scopes;
#[cfg(test)]
mod tests;

pub use decision::{
    Confirm, Decision, Facts, Key, Mode, Permit, Question, Refusal, Shape, decide, lacks_consent_only, needs,
};
pub use scopes::Scopes;
