//! The decision. Its order is that of the project's first document: the key, the scopes, what the schema says, then
//! consent by risk. Whoever wants to send needs a [`Permit`], and only [`decide`] hands one out.

use frontdesk_contract::{Method, Risk};

use crate::Scopes;

/// Whether somebody can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// A person sits at a terminal.
    Terminal,
    /// A script, a job, an agent that runs commands.
    Pipe,
    /// An agent that calls tools. What it calls is never a person's consent: consent is what a person started the
    /// tools with, and for something irreversible a token that a second call brings back.
    Mcp,
}

/// The key that a request would carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Nothing is wrong.
    Complete,
    /// All that is wrong is that something required is not there.
    Missing,
    /// Something is wrong.
    Invalid,
}

/// What was given to confirm something irreversible: the id typed back, or among tools the token of the first call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Confirm {
    /// Nothing was given.
    None,
    /// It is the target's.
    Right,
    /// It is another one.
    Wrong,
}

/// Everything that a decision depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag or an answer of its own")]
pub struct Facts {
    /// The operation's method.
    pub method: Method,
    /// The operation's risk.
    pub risk: Risk,
    /// The key.
    pub key: Key,
    /// What `CLERK_BAPI_SCOPES` grants.
    pub scopes: Scopes,
    /// What a person started the tools with (`--allow`); looked at among tools only.
    pub allowed: Scopes,
    /// How the request fits its schema.
    pub shape: Shape,
    /// Whether somebody can be asked.
    pub mode: Mode,
    /// Whether what is irreversible was confirmed.
    pub confirm: Confirm,
    /// `--yes`; counts nothing among tools.
    pub yes: bool,
    /// `--admin`; counts nothing among tools.
    pub admin: bool,
    /// `--live`.
    pub live: bool,
    /// Somebody was shown the request and said yes; counts nothing among tools.
    pub agreed: bool,
}

/// The right to send one request. Only [`decide`] makes one, and sending uses it up.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit that is not used sends nothing"]
pub struct Permit(());

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// Send it.
    Allow(Permit),
    /// Ask first, and decide again with the answer.
    Ask(Question),
    /// Do not send it.
    Refuse(Refusal),
}

/// What has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The parameters that are required and missing.
    Parameters,
    /// Whether to send what is shown.
    Agreement,
    /// The id of what will be destroyed.
    Target,
}

/// Why a request is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no key.
    KeyMissing,
    /// What was found is no key.
    KeyMalformed,
    /// The tools were not started with what the request needs.
    NotAllowed,
    /// The granted scopes do not cover the request.
    ScopeMissing,
    /// The request breaks its schema.
    ParametersInvalid,
    /// A write that nobody can be asked about.
    ConfirmationNeeded,
    /// The id or the token belongs to something else.
    ConfirmationWrong,
    /// The id has to be given, and nobody can be asked for it.
    TargetNeeded,
    /// The token of a first call has to be brought back.
    TokenNeeded,
    /// A write to production that nobody can be asked about.
    LiveNeeded,
}

impl Refusal {
    /// What programs look at.
    pub const fn code(self) -> &'static str {
        match self {
            Self::KeyMissing => "key_missing",
            Self::KeyMalformed => "key_malformed",
            Self::NotAllowed => "not_allowed",
            Self::ScopeMissing => "scope_missing",
            Self::ParametersInvalid => "invalid_parameters",
            Self::ConfirmationNeeded | Self::TargetNeeded | Self::TokenNeeded => "confirmation_needed",
            Self::ConfirmationWrong => "confirmation_wrong",
            Self::LiveNeeded => "live_needed",
        }
    }
}

/// The scopes that a method needs.
pub const fn needs(method: Method) -> &'static [&'static str] {
    match method {
        Method::Get => &[],
        Method::Post | Method::Put | Method::Patch => &["write"],
        Method::Delete => &["write", "delete"],
    }
}

/// Decides.
pub fn decide(facts: &Facts) -> Decision {
    let refuse = Decision::Refuse;
    match facts.key {
        Key::Missing => return refuse(Refusal::KeyMissing),
        Key::Malformed => return refuse(Refusal::KeyMalformed),
        Key::NotNeeded | Key::Test | Key::Live => {}
    }
    let tools = facts.mode == Mode::Mcp;
    let needs = needs(facts.method);
    if tools && !facts.allowed.grant(needs) {
        return refuse(Refusal::NotAllowed);
    }
    if (tools || !facts.admin) && !facts.scopes.grant(needs) {
        return refuse(Refusal::ScopeMissing);
    }
    match (facts.shape, facts.mode) {
        (Shape::Complete, _) => {}
        (Shape::Missing, Mode::Terminal) => return Decision::Ask(Question::Parameters),
        (Shape::Missing | Shape::Invalid, _) => return refuse(Refusal::ParametersInvalid),
    }
    if facts.risk == Risk::Read {
        return Decision::Allow(Permit(()));
    }
    // What a tool's caller claims to have agreed to does not count.
    let agreed = facts.agreed && !tools;
    let needs_live = facts.key == Key::Live && !facts.live && !agreed;
    if needs_live && facts.mode != Mode::Terminal {
        return refuse(Refusal::LiveNeeded);
    }
    match (facts.risk, facts.mode) {
        // A typed id says more than a yes, so it answers for production too.
        (Risk::Irreversible, mode) => match (facts.confirm, mode) {
            (Confirm::Right, _) => {}
            (Confirm::Wrong, _) => return refuse(Refusal::ConfirmationWrong),
            (Confirm::None, Mode::Terminal) => return Decision::Ask(Question::Target),
            (Confirm::None, Mode::Pipe) => return refuse(Refusal::TargetNeeded),
            (Confirm::None, Mode::Mcp) => return refuse(Refusal::TokenNeeded),
        },
        (_, Mode::Terminal) => {
            if !agreed && (!facts.yes || needs_live) {
                return Decision::Ask(Question::Agreement);
            }
        }
        (_, Mode::Pipe) => {
            if !facts.yes && !agreed {
                return refuse(Refusal::ConfirmationNeeded);
            }
        }
        // A person allowed writes when the tools were started.
        (_, Mode::Mcp) => {}
    }
    Decision::Allow(Permit(()))
}

/// Whether key, scopes and shape are in order, so that only consent may be missing.
pub fn lacks_consent_only(facts: &Facts) -> bool {
    matches!(
        decide(&Facts { agreed: true, live: true, confirm: Confirm::Right, yes: true, ..*facts }),
        Decision::Allow(_)
    )
}
