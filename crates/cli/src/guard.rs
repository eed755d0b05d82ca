//! The guard rails; the decision is a crate of its own, so that its document is generated from nothing else.

pub(crate) use frontdesk_guard::{
    Confirm, Decision, Facts, Key, Mode, Permit, Question, Refusal, Scopes, Shape, decide, lacks_consent_only, needs,
};

use crate::exit::Exit;

impl From<Refusal> for Exit {
    /// How the program ends after a refusal.
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::KeyMissing | Refusal::KeyMalformed => Self::Key,
            Refusal::ScopeMissing | Refusal::NotAllowed => Self::Scope,
            Refusal::ParametersInvalid => Self::Invalid,
            Refusal::ConfirmationNeeded
            | Refusal::ConfirmationWrong
            | Refusal::TargetNeeded
            | Refusal::TokenNeeded
            | Refusal::LiveNeeded => Self::Confirmation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_exit_code() {
        let codes = [
            (Refusal::KeyMissing, 3),
            (Refusal::KeyMalformed, 3),
            (Refusal::NotAllowed, 9),
            (Refusal::ScopeMissing, 9),
            (Refusal::ParametersInvalid, 5),
            (Refusal::ConfirmationNeeded, 8),
            (Refusal::ConfirmationWrong, 8),
            (Refusal::TargetNeeded, 8),
            (Refusal::TokenNeeded, 8),
            (Refusal::LiveNeeded, 8),
        ];
        for (refusal, code) in codes {
            assert_eq!(Exit::from(refusal) as u8, code, "{refusal:?}");
        }
    }
}
