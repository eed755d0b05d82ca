use frontdesk_contract::{Method, Risk, catalogue};
use proptest::prelude::*;

use super::*;

const METHODS: [Method; 5] = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
const RISKS: [Risk; 4] = [Risk::Read, Risk::Write, Risk::Destructive, Risk::Irreversible];
const KEYS: [Key; 5] = [Key::NotNeeded, Key::Missing, Key::Malformed, Key::Test, Key::Live];
const SHAPES: [Shape; 3] = [Shape::Complete, Shape::Missing, Shape::Invalid];
const MODES: [Mode; 3] = [Mode::Terminal, Mode::Pipe, Mode::Mcp];
/// What tools are started with.
const ALLOWED: [&str; 3] = ["", "write", "write,delete"];
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

/// Calls `look` with every combination of facts.
fn with_all_facts(mut look: impl FnMut(&Facts)) -> usize {
    let mut count = 0;
    for method in METHODS {
        for risk in RISKS {
            for key in KEYS {
                for list in LISTS {
                    for shape in SHAPES {
                        for mode in MODES {
                            let allowed = if mode == Mode::Mcp { &ALLOWED[..] } else { &ALLOWED[..1] };
                            for allowed in allowed {
                                for confirm in CONFIRMS {
                                    for bits in 0..16 {
                                        look(&Facts {
                                            method,
                                            risk,
                                            key,
                                            scopes: Scopes::parse(list),
                                            allowed: Scopes::parse(allowed),
                                            shape,
                                            mode,
                                            confirm,
                                            yes: bits & 1 != 0,
                                            admin: bits & 2 != 0,
                                            live: bits & 4 != 0,
                                            agreed: bits & 8 != 0,
                                        });
                                        count += 1;
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    count
}

fn allowed(facts: &Facts) -> bool {
    matches!(decide(facts), Decision::Allow(_))
}

/// The rules once more, as the product describes them: when a request may be sent.
fn may_be_sent(facts: &Facts) -> bool {
    let key = !matches!(facts.key, Key::Missing | Key::Malformed);
    let covered = |scopes: Scopes| match facts.method {
        Method::Get => true,
        Method::Post | Method::Put | Method::Patch => scopes.grant(&["write"]),
        Method::Delete => scopes.grant(&["write", "delete"]),
    };
    let production = facts.key == Key::Live;
    let irreversible = facts.risk == Risk::Irreversible;
    if facts.mode == Mode::Mcp {
        let consent = facts.risk == Risk::Read
            || (!production || facts.live) && (!irreversible || facts.confirm == Confirm::Right);
        return key && covered(facts.allowed) && covered(facts.scopes) && facts.shape == Shape::Complete && consent;
    }
    let consent = match facts.risk {
        Risk::Read => true,
        Risk::Write | Risk::Destructive => facts.agreed || (facts.yes && (!production || facts.live)),
        Risk::Irreversible => {
            let unattended = facts.mode == Mode::Pipe && production && !facts.live && !facts.agreed;
            facts.confirm == Confirm::Right && !unattended
        }
    };
    key && (covered(facts.scopes) || facts.admin) && facts.shape == Shape::Complete && consent
}

#[test]
fn exactly_what_the_rules_allow_is_allowed() {
    let count = with_all_facts(|facts| assert_eq!(allowed(facts), may_be_sent(facts), "{facts:?}"));
    assert_eq!(count, 5 * 4 * 5 * 9 * 3 * (1 + 1 + 3) * 3 * 16);
}

#[test]
fn only_a_terminal_is_asked() {
    with_all_facts(|facts| {
        assert!(facts.mode == Mode::Terminal || !matches!(decide(facts), Decision::Ask(_)), "{facts:?}");
    });
}

#[test]
fn the_key_is_checked_before_the_scopes_and_these_before_everything_else() {
    with_all_facts(|facts| {
        let decision = decide(facts);
        let tools = facts.mode == Mode::Mcp;
        let granted = (facts.admin && !tools) || facts.scopes.grant(needs(facts.method));
        match facts.key {
            Key::Missing => assert_eq!(decision, Decision::Refuse(Refusal::KeyMissing)),
            Key::Malformed => assert_eq!(decision, Decision::Refuse(Refusal::KeyMalformed)),
            _ if tools && !facts.allowed.grant(needs(facts.method)) => {
                assert_eq!(decision, Decision::Refuse(Refusal::NotAllowed));
            }
            _ if !granted => assert_eq!(decision, Decision::Refuse(Refusal::ScopeMissing)),
            _ if facts.shape == Shape::Invalid => assert_eq!(decision, Decision::Refuse(Refusal::ParametersInvalid)),
            _ => assert_ne!(decision, Decision::Refuse(Refusal::ScopeMissing)),
        }
    });
}

#[test]
fn yes_never_answers_an_irreversible_request_and_admin_answers_scopes_only() {
    with_all_facts(|facts| {
        if facts.risk == Risk::Irreversible && facts.confirm != Confirm::Right {
            assert!(!allowed(facts), "{facts:?}");
        }
        // With all scopes granted, --admin changes nothing.
        let granted = Facts { scopes: Scopes::parse("write,delete"), admin: false, ..*facts };
        assert_eq!(decide(&granted), decide(&Facts { admin: true, ..granted }), "{facts:?}");
    });
}

#[test]
fn nothing_that_a_tool_says_is_consent() {
    with_all_facts(|facts| {
        if facts.mode == Mode::Mcp {
            let silent = Facts { yes: false, admin: false, agreed: false, ..*facts };
            assert_eq!(decide(facts), decide(&silent), "{facts:?}");
        }
    });
}

#[test]
fn production_is_written_to_only_when_it_was_said_or_asked() {
    with_all_facts(|facts| {
        let unattended = facts.mode != Mode::Terminal && facts.key == Key::Live && !facts.live;
        let asked = facts.agreed && facts.mode == Mode::Pipe;
        if unattended && facts.risk != Risk::Read && !asked {
            assert!(!allowed(facts), "{facts:?}");
        }
    });
}

#[test]
fn every_answer_leads_on_and_none_to_the_same_question() {
    with_all_facts(|facts| {
        let Decision::Ask(question) = decide(facts) else { return };
        let answered = match question {
            Question::Parameters => Facts { shape: Shape::Complete, ..*facts },
            Question::Agreement => Facts { agreed: true, ..*facts },
            Question::Target => Facts { confirm: Confirm::Right, ..*facts },
        };
        assert_ne!(decide(&answered), Decision::Ask(question), "{facts:?}");
    });
}

#[test]
fn what_is_got_only_reads() {
    for operation in catalogue::operations().filter(|operation| operation.method == Method::Get) {
        assert_eq!(operation.risk, Risk::Read, "{}", operation.id);
    }
}

#[test]
fn what_loses_something_says_what() {
    for operation in catalogue::operations() {
        let loses = matches!(operation.risk, Risk::Destructive | Risk::Irreversible);
        assert!(!loses || !operation.destroys.is_empty(), "{} does not say what it destroys", operation.id);
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
