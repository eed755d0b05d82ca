use proptest::prelude::*;

use super::*;

const METHODS: [Method; 5] = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
const RISKS: [Risk; 4] = [Risk::Read, Risk::Write, Risk::Destructive, Risk::Irreversible];
const KEYS: [Key; 5] = [Key::NotNeeded, Key::Missing, Key::Malformed, Key::Test, Key::Live];
const SHAPES: [Shape; 3] = [Shape::Complete, Shape::Missing, Shape::Invalid];
const MODES: [Mode; 2] = [Mode::Terminal, Mode::Pipe];
const CONFIRMS: [Confirm; 3] = [Confirm::None, Confirm::Right, Confirm::Wrong];
const LISTS: [&str; 9] = [
    "",
    "read",
    "write",
    "delete",
    "write,delete",
    "no-write",
    "write-only delete",
    "Write Delete",
    "rewrite,undelete",
];

/// Every combination of facts.
fn all_facts() -> Vec<Facts> {
    let mut all = Vec::new();
    for method in METHODS {
        for risk in RISKS {
            for key in KEYS {
                for list in LISTS {
                    for shape in SHAPES {
                        for mode in MODES {
                            for confirm in CONFIRMS {
                                for bits in 0..16 {
                                    all.push(Facts {
                                        method,
                                        risk,
                                        key,
                                        scopes: Scopes::parse(list),
                                        shape,
                                        mode,
                                        confirm,
                                        yes: bits & 1 != 0,
                                        admin: bits & 2 != 0,
                                        live: bits & 4 != 0,
                                        agreed: bits & 8 != 0,
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

fn allowed(facts: &Facts) -> bool {
    matches!(decide(facts), Decision::Allow(_))
}

/// The rules once more, as the product describes them: when a request may be sent.
fn may_be_sent(facts: &Facts) -> bool {
    let key = !matches!(facts.key, Key::Missing | Key::Malformed);
    let scopes = match facts.method {
        Method::Get => true,
        Method::Post | Method::Put | Method::Patch => facts.scopes.grant(&["write"]),
        Method::Delete => facts.scopes.grant(&["write", "delete"]),
    };
    let production = facts.key == Key::Live;
    let consent = match facts.risk {
        Risk::Read => true,
        Risk::Write | Risk::Destructive => facts.agreed || (facts.yes && (!production || facts.live)),
        Risk::Irreversible => {
            let unattended = facts.mode == Mode::Pipe && production && !facts.live && !facts.agreed;
            facts.confirm == Confirm::Right && !unattended
        }
    };
    key && (scopes || facts.admin) && facts.shape == Shape::Complete && consent
}

#[test]
fn exactly_what_the_rules_allow_is_allowed() {
    let all = all_facts();
    assert_eq!(all.len(), 5 * 4 * 5 * 9 * 3 * 2 * 3 * 16);
    for facts in all {
        assert_eq!(allowed(&facts), may_be_sent(&facts), "{facts:?}");
    }
}

#[test]
fn a_pipe_is_never_asked() {
    for facts in all_facts().iter().filter(|facts| facts.mode == Mode::Pipe) {
        assert!(!matches!(decide(facts), Decision::Ask(_)), "{facts:?}");
    }
}

#[test]
fn the_key_is_checked_before_the_scopes_and_these_before_everything_else() {
    for facts in all_facts() {
        let decision = decide(&facts);
        let granted = facts.admin || facts.scopes.grant(needs(facts.method));
        match facts.key {
            Key::Missing => assert_eq!(decision, Decision::Refuse(Refusal::KeyMissing)),
            Key::Malformed => assert_eq!(decision, Decision::Refuse(Refusal::KeyMalformed)),
            _ if !granted => assert_eq!(decision, Decision::Refuse(Refusal::ScopeMissing)),
            _ if facts.shape == Shape::Invalid => assert_eq!(decision, Decision::Refuse(Refusal::ParametersInvalid)),
            _ => assert_ne!(decision, Decision::Refuse(Refusal::ScopeMissing)),
        }
    }
}

#[test]
fn yes_never_answers_an_irreversible_request_and_admin_answers_scopes_only() {
    for facts in all_facts() {
        if facts.risk == Risk::Irreversible && facts.confirm != Confirm::Right {
            assert!(!allowed(&facts), "{facts:?}");
        }
        // With all scopes granted, --admin changes nothing.
        let granted = Facts { scopes: Scopes::parse("write,delete"), admin: false, ..facts };
        assert_eq!(decide(&granted), decide(&Facts { admin: true, ..granted }), "{facts:?}");
    }
}

#[test]
fn production_is_written_to_only_when_it_was_said_or_asked() {
    for facts in all_facts().iter().filter(|facts| facts.key == Key::Live && facts.mode == Mode::Pipe) {
        if facts.risk != Risk::Read && !facts.live && !facts.agreed {
            assert!(!allowed(facts), "{facts:?}");
        }
    }
}

#[test]
fn every_answer_leads_on_and_none_to_the_same_question() {
    for facts in all_facts() {
        let Decision::Ask(question) = decide(&facts) else { continue };
        let answered = match question {
            Question::Parameters => Facts { shape: Shape::Complete, ..facts },
            Question::Agreement => Facts { agreed: true, ..facts },
            Question::Target => Facts { confirm: Confirm::Right, ..facts },
        };
        assert_ne!(decide(&answered), Decision::Ask(question), "{facts:?}");
    }
}

#[test]
fn every_refusal_has_its_exit_code() {
    let codes = [
        (Refusal::KeyMissing, 3),
        (Refusal::KeyMalformed, 3),
        (Refusal::ScopeMissing, 9),
        (Refusal::ParametersInvalid, 5),
        (Refusal::ConfirmationNeeded, 8),
        (Refusal::ConfirmationWrong, 8),
        (Refusal::TargetNeeded, 8),
        (Refusal::LiveNeeded, 8),
    ];
    for (refusal, code) in codes {
        assert_eq!(refusal.exit() as u8, code, "{refusal:?}");
    }
}

proptest! {
    /// Only the whole words count, whatever stands around them.
    #[test]
    fn look_alikes_grant_nothing(words in proptest::collection::vec("[a-z_:*.-]{0,12}", 0..6)) {
        let list = words.join(",");
        let scopes = Scopes::parse(&list);
        prop_assert_eq!(scopes.grant(&["write"]), words.iter().any(|word| word == "write"));
        prop_assert_eq!(scopes.grant(&["write", "delete"]),
            words.iter().any(|word| word == "write") && words.iter().any(|word| word == "delete"));
    }
}
