//! The guard rails as a document: every cell of its tables is an answer of [`decide`].

use std::collections::BTreeMap;
use std::fmt::Write;

use frontdesk_contract::{Descriptor, Method, Risk, catalogue};

use crate::{Confirm, Decision, Facts, Key, Mode, Question, Refusal, Scopes, Shape, decide, needs};

/// What a person or a program gives beside the request itself.
#[derive(Clone, Copy)]
struct Given {
    heading: &'static str,
    set: fn(&mut Facts),
}

const NOTHING: Given = Given { heading: "nothing", set: |_| {} };
const YES: Given = Given { heading: "`--yes`", set: |facts| facts.yes = true };
const ADMIN: Given = Given { heading: "`--admin`", set: |facts| facts.admin = true };
const RIGHT: Given = Given { heading: "`--confirm` right", set: |facts| facts.confirm = Confirm::Right };
const WRONG: Given = Given { heading: "`--confirm` wrong", set: |facts| facts.confirm = Confirm::Wrong };
const YES_LIVE: Given = Given {
    heading: "`--yes --live`",
    set: |facts| {
        facts.yes = true;
        facts.live = true;
    },
};
const RIGHT_LIVE: Given = Given {
    heading: "`--confirm` right `--live`",
    set: |facts| {
        facts.confirm = Confirm::Right;
        facts.live = true;
    },
};
const TOKEN: Given = Given { heading: "token right", ..RIGHT };
const WRONG_TOKEN: Given = Given { heading: "token wrong", ..WRONG };

/// Operations that are treated alike.
type Class = (Risk, &'static [&'static str]);

/// The classes that the catalogue has, each with its operations.
fn classes() -> BTreeMap<Class, Vec<&'static Descriptor>> {
    let mut classes: BTreeMap<Class, Vec<&'static Descriptor>> = BTreeMap::new();
    for operation in catalogue::operations() {
        classes.entry((operation.risk, needs(operation.method))).or_default().push(operation);
    }
    classes
}

fn words(needs: &[&str]) -> String {
    if needs.is_empty() { "none".to_owned() } else { needs.join(", ") }
}

/// A complete request of a class, with nothing granted and nothing given.
fn facts(method: Method, risk: Risk, mode: Mode) -> Facts {
    Facts {
        method,
        risk,
        mode,
        key: Key::Test,
        scopes: Scopes::default(),
        allowed: Scopes::default(),
        shape: Shape::Complete,
        confirm: Confirm::None,
        yes: false,
        admin: false,
        live: false,
        agreed: false,
    }
}

fn cell(facts: &Facts) -> String {
    match decide(facts) {
        Decision::Allow(_) => "allow".to_owned(),
        Decision::Ask(Question::Parameters) => "ask for what is missing".to_owned(),
        Decision::Ask(Question::Agreement) => "ask y/N".to_owned(),
        Decision::Ask(Question::Target) => "ask for the id".to_owned(),
        Decision::Refuse(refusal) => refusal.code().to_owned(),
    }
}

fn row(text: &mut String, cells: impl IntoIterator<Item = String>) {
    for cell in cells {
        let _ = write!(text, "| {cell} ");
    }
    text.push_str("|\n");
}

fn head(text: &mut String, cells: &[&str]) {
    row(text, cells.iter().map(|cell| (*cell).to_owned()));
    row(text, cells.iter().map(|_| "---".to_owned()));
}

/// Prints the table of a face where flags are given with each request.
fn flags_table(text: &mut String, mode: Mode, given: &[Given]) {
    let headings: Vec<&str> =
        ["risk", "needs", "scopes", "key"].into_iter().chain(given.iter().map(|given| given.heading)).collect();
    head(text, &headings);
    for ((risk, needs), operations) in classes() {
        let method = operations[0].method;
        for granted in [true, false] {
            if !granted && needs.is_empty() {
                continue;
            }
            for (key, name) in [(Key::Test, "test"), (Key::Live, "live")] {
                let mut base = facts(method, risk, mode);
                base.key = key;
                if granted {
                    base.scopes = Scopes::parse(&needs.join(","));
                }
                let scopes = if needs.is_empty() {
                    "any"
                } else if granted {
                    "granted"
                } else {
                    "not granted"
                };
                let start = [risk.as_str().to_owned(), words(needs), scopes.to_owned(), name.to_owned()];
                let cells = given.iter().map(|given| {
                    let mut facts = base;
                    (given.set)(&mut facts);
                    cell(&facts)
                });
                row(text, start.into_iter().chain(cells));
            }
        }
    }
}

/// Prints the table of the tools, whose flags were given when they were started.
fn tools_table(text: &mut String) {
    let given = [NOTHING, TOKEN, WRONG_TOKEN];
    let headings: Vec<&str> = ["risk", "needs", "`--allow`", "scopes", "key"]
        .into_iter()
        .chain(given.iter().map(|given| given.heading))
        .collect();
    head(text, &headings);
    for ((risk, needs), operations) in classes() {
        let covering = Scopes::parse(&needs.join(","));
        let grants: &[(bool, bool)] = if needs.is_empty() {
            &[(true, true)]
        } else {
            &[(true, true), (true, false), (false, true), (false, false)]
        };
        for (allowed, granted) in grants {
            for (key, live, name) in
                [(Key::Test, false, "test"), (Key::Live, false, "live"), (Key::Live, true, "live, with `--live`")]
            {
                let mut base = facts(operations[0].method, risk, Mode::Mcp);
                (base.key, base.live) = (key, live);
                if *allowed {
                    base.allowed = covering;
                }
                if *granted {
                    base.scopes = covering;
                }
                let said = |yes: bool, covered: &str, not: &str| {
                    if needs.is_empty() {
                        "any".to_owned()
                    } else if yes {
                        covered.to_owned()
                    } else {
                        not.to_owned()
                    }
                };
                let start = [
                    risk.as_str().to_owned(),
                    words(needs),
                    said(*allowed, "covers", "does not cover"),
                    said(*granted, "granted", "not granted"),
                    name.to_owned(),
                ];
                let cells = given.iter().map(|given| {
                    let mut facts = base;
                    (given.set)(&mut facts);
                    cell(&facts)
                });
                row(text, start.into_iter().chain(cells));
            }
        }
    }
}

/// The lists of scopes that the document reads aloud.
const LISTS: [&str; 10] = [
    "",
    "read",
    "write",
    "delete",
    "write,delete",
    "write delete",
    "no-write",
    "write:all",
    "Write",
    "rewrite,undelete",
];

fn scopes_table(text: &mut String) {
    head(text, &["`CLERK_BAPI_SCOPES`", "GET", "POST, PUT, PATCH", "DELETE"]);
    for list in LISTS {
        let scopes = Scopes::parse(list);
        let granted = |method| if scopes.grant(needs(method)) { "granted" } else { "not granted" }.to_owned();
        let shown = if list.is_empty() { "(nothing)".to_owned() } else { format!("`{list}`") };
        row(text, [shown, granted(Method::Get), granted(Method::Post), granted(Method::Delete)]);
    }
}

fn losses(text: &mut String, risk: Risk) {
    head(text, &["operation", "endpoint", "what goes, or stops working"]);
    for ((_, _), operations) in classes().into_iter().filter(|((of, _), _)| *of == risk) {
        for operation in operations {
            let lost = operation.destroys.split_whitespace().collect::<Vec<_>>().join(" ");
            row(text, [operation.id.to_owned(), format!("`{} {}`", operation.method, operation.path), lost]);
        }
    }
}

/// Each refusal, in the order in which it is looked for, and what it means.
const REFUSALS: [(Refusal, &str); 10] = [
    (Refusal::KeyMissing, "there is no secret key"),
    (Refusal::KeyMalformed, "what was found is no secret key"),
    (Refusal::NotAllowed, "the tools were started without the `--allow` that this needs"),
    (Refusal::ScopeMissing, "`CLERK_BAPI_SCOPES` does not grant it"),
    (Refusal::ParametersInvalid, "the request breaks its schema"),
    (Refusal::LiveNeeded, "a write to production where nobody can be asked, without `--live`"),
    (Refusal::ConfirmationNeeded, "a write where nobody can be asked, without `--yes`"),
    (Refusal::TargetNeeded, "something irreversible where nobody can be asked, without `--confirm ID`"),
    (Refusal::TokenNeeded, "something irreversible among tools, without the token of a first call"),
    (Refusal::ConfirmationWrong, "the id or the token belongs to something else, or the token is spent or too old"),
];

/// The whole document.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Guard rails\n\nWritten by `cargo xtask generate`: each cell is an answer of the function that decides for \
         every face of the program\n(`frontdesk_guard::decide`). A test sends every operation of the catalogue through \
         these tables and counts what reaches a\nserver.\n\n\
         `allow`: it is sent. `ask …`: somebody is asked first; a no, another id or no answer sends nothing. Anything else \
         is the\ncode of a refusal, and nothing is sent.\n\n\
         ## The order of the checks\n\n",
    );
    head(&mut text, &["code", "means"]);
    for (refusal, means) in REFUSALS {
        row(&mut text, [format!("`{}`", refusal.code()), means.to_owned()]);
    }
    text.push_str(
        "\nA request that only reads is sent after the first five. An operation that takes no key counts as one with a \
         test key.\n\n## What scopes grant\n\nWhole words count, separated by commas or spaces.\n\n",
    );
    scopes_table(&mut text);
    text.push_str("\n## At a terminal\n\n");
    flags_table(&mut text, Mode::Terminal, &[NOTHING, YES, ADMIN, RIGHT, WRONG]);
    text.push_str("\n## In a pipe\n\nA script, a job or an agent that runs commands: nobody can be asked.\n\n");
    flags_table(&mut text, Mode::Pipe, &[NOTHING, YES, ADMIN, RIGHT, WRONG, YES_LIVE, RIGHT_LIVE]);
    text.push_str(
        "\n## Among tools (`frontdesk mcp`)\n\nCalling a tool is never consent. A person allows writes (`--allow write`) \
         or deletions too (`--allow delete`) when the\ntools are started, and the scopes have to grant them as well; \
         `--yes`, `--admin` and `--confirm` do not exist. Something\nirreversible wants a token: the first call sends \
         nothing and hands one out, bound to operation, arguments and target;\nit opens one call within two minutes.\n\n",
    );
    tools_table(&mut text);
    text.push_str("\n## Irreversible operations\n\n");
    losses(&mut text, Risk::Irreversible);
    text.push_str("\n## Destructive operations\n\n");
    losses(&mut text, Risk::Destructive);
    text
}
