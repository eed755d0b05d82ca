//! The guard rails: the one place that decides whether a request may be sent, for every face of the program.
//!
//! The order is that of the project's first document: the key, the scopes, what the schema says, then
//! consent by risk. Whoever wants to send needs a [`Permit`], and only [`decide`] hands one out.

mod scopes;
#[cfg(test)]
mod tests;

use frontdesk_contract::{Method, Risk};

use crate::exit::Exit;

pub(crate) use scopes::Scopes;

/// Whether somebody can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A person sits at a terminal.
    Terminal,
    /// A script, a job, an agent.
    Pipe,
}

/// The key that a request would carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The operation takes none.
    NotNeeded,
    /// There is none.
    Missing,
    /// What was found is no secret key.
    Malformed,
    /// Of a development instance.
    Test,
    /// Of a production instance.
    Live,
}

/// How the request fits the schema of its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing is wrong.
    Complete,
    /// All that is wrong is that something required is not there.
    Missing,
    /// Something is wrong.
    Invalid,
}

/// The id that was given for something irreversible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirm {
    /// None was given.
    None,
    /// It is the target's.
    Right,
    /// It is another one.
    Wrong,
}

/// Everything that a decision depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag or an answer of its own")]
pub(crate) struct Facts {
    pub(crate) method: Method,
    pub(crate) risk: Risk,
    pub(crate) key: Key,
    pub(crate) scopes: Scopes,
    pub(crate) shape: Shape,
    pub(crate) mode: Mode,
    pub(crate) confirm: Confirm,
    /// `--yes`.
    pub(crate) yes: bool,
    /// `--admin`.
    pub(crate) admin: bool,
    /// `--live`.
    pub(crate) live: bool,
    /// Somebody was shown the request and said yes.
    pub(crate) agreed: bool,
}

/// The right to send one request. Only [`decide`] makes one, and sending uses it up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Permit(());

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Send it.
    Allow(Permit),
    /// Ask first, and decide again with the answer.
    Ask(Question),
    /// Do not send it.
    Refuse(Refusal),
}

/// What has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// The parameters that are required and missing.
    Parameters,
    /// Whether to send what is shown.
    Agreement,
    /// The id of what will be destroyed.
    Target,
}

/// Why a request is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    KeyMissing,
    KeyMalformed,
    ScopeMissing,
    ParametersInvalid,
    ConfirmationNeeded,
    ConfirmationWrong,
    TargetNeeded,
    LiveNeeded,
}

impl Refusal {
    /// What programs look at.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::KeyMissing => "key_missing",
            Self::KeyMalformed => "key_malformed",
            Self::ScopeMissing => "scope_missing",
            Self::ParametersInvalid => "invalid_parameters",
            Self::ConfirmationNeeded | Self::TargetNeeded => "confirmation_needed",
            Self::ConfirmationWrong => "confirmation_wrong",
            Self::LiveNeeded => "live_needed",
        }
    }

    /// How the program ends.
    pub(crate) fn exit(self) -> Exit {
        match self {
            Self::KeyMissing | Self::KeyMalformed => Exit::Key,
            Self::ScopeMissing => Exit::Scope,
            Self::ParametersInvalid => Exit::Invalid,
            Self::ConfirmationNeeded | Self::ConfirmationWrong | Self::TargetNeeded | Self::LiveNeeded => {
                Exit::Confirmation
            }
        }
    }
}

/// The scopes that a method needs.
pub(crate) fn needs(method: Method) -> &'static [&'static str] {
    match method {
        Method::Get => &[],
        Method::Post | Method::Put | Method::Patch => &["write"],
        Method::Delete => &["write", "delete"],
    }
}

/// Decides.
pub(crate) fn decide(facts: &Facts) -> Decision {
    let refuse = Decision::Refuse;
    match facts.key {
        Key::Missing => return refuse(Refusal::KeyMissing),
        Key::Malformed => return refuse(Refusal::KeyMalformed),
        Key::NotNeeded | Key::Test | Key::Live => {}
    }
    if !facts.admin && !facts.scopes.grant(needs(facts.method)) {
        return refuse(Refusal::ScopeMissing);
    }
    match (facts.shape, facts.mode) {
        (Shape::Complete, _) => {}
        (Shape::Missing, Mode::Terminal) => return Decision::Ask(Question::Parameters),
        (Shape::Missing | Shape::Invalid, _) => return refuse(Refusal::ParametersInvalid),
    }
    let needs_live = facts.key == Key::Live && !facts.live && !facts.agreed;
    match (facts.risk, facts.mode) {
        (Risk::Read, _) => {}
        (_, Mode::Pipe) if needs_live => return refuse(Refusal::LiveNeeded),
        // A typed id says more than a yes, so it answers for production too.
        (Risk::Irreversible, mode) => match (facts.confirm, mode) {
            (Confirm::Right, _) => {}
            (Confirm::Wrong, _) => return refuse(Refusal::ConfirmationWrong),
            (Confirm::None, Mode::Terminal) => return Decision::Ask(Question::Target),
            (Confirm::None, Mode::Pipe) => return refuse(Refusal::TargetNeeded),
        },
        (Risk::Write | Risk::Destructive, Mode::Terminal) => {
            if !facts.agreed && (!facts.yes || needs_live) {
                return Decision::Ask(Question::Agreement);
            }
        }
        (Risk::Write | Risk::Destructive, Mode::Pipe) => {
            if !facts.yes && !facts.agreed {
                return refuse(Refusal::ConfirmationNeeded);
            }
        }
    }
    Decision::Allow(Permit(()))
}

/// Whether key, scopes and shape are in order, so that only consent may be missing.
pub(crate) fn lacks_consent_only(facts: &Facts) -> bool {
    matches!(decide(&Facts { agreed: true, confirm: Confirm::Right, ..*facts }), Decision::Allow(_))
}
