//! The usage examples, in the order of the document that the project was created from.

use crate::printer::{self, HEADING, STRONG, wrap};

/// A heading and its lines: what to type, and what it does.
pub(crate) type Section = (&'static str, &'static [(&'static str, &'static str)]);

pub(crate) const SECTIONS: &[Section] = &[
    (
        "Browse",
        &[
            ("frontdesk tags", "list every tag"),
            ("frontdesk Users", "the endpoints of the Users tag"),
            ("frontdesk Users version 2025-11-10.yml", "the same in another API version"),
        ],
    ),
    (
        "Execute",
        &[
            ("frontdesk GET /users", "fetch users"),
            ("frontdesk get user john_doe", "in words; what is not clear is never sent"),
            ("frontdesk POST /invitations", "create an invitation; asks for what is missing"),
        ],
    ),
    (
        "Inspect",
        &[
            ("frontdesk GET /users help", "explain an endpoint without calling it"),
            ("frontdesk POST /invitations -h", "its parameters, body and answers"),
        ],
    ),
    (
        "Options",
        &[
            ("--admin", "write or delete although CLERK_BAPI_SCOPES does not grant it"),
            ("--version [date], version [date]", "use one API version; --api-version is the same"),
            ("--help, -h, help", "explain instead of executing"),
        ],
    ),
    (
        "Explore",
        &[
            ("frontdesk search 2FA", "the operations that have to do with some words"),
            ("frontdesk versions", "the API versions and what each brought"),
            ("frontdesk diff 2025-11-10 2026-05-12", "what differs; an operation or a tag after it for every field"),
            ("frontdesk explain metadata", "a topic, a status or an error code; without one, the topics"),
            ("frontdesk exit-codes", "how this program ends"),
            ("frontdesk spec update", "fetch the official documents; also list, status, show FILE|DATE"),
            ("--spec FILE|DATE", "explore a document instead of what is built in"),
            ("--output json", "the same for programs"),
        ],
    ),
    (
        "Parameters",
        &[
            ("limit=20 query=ann", "where the endpoint declares the name: path, query or body"),
            ("public_metadata:='{\"plan\":\"pro\"}'", "raw JSON"),
            ("public_metadata.plan=pro", "a field inside an object"),
            ("file@logo.png", "an upload"),
            ("-d JSON, -d @file, -d -", "the whole body"),
        ],
    ),
    (
        "More options",
        &[
            ("--dry-run", "print the plan as JSON and send nothing; needs no key"),
            ("--yes", "send a write without being asked"),
            ("--confirm ID", "the id of what is destroyed, where nobody can be asked"),
            ("--live", "write to production where nobody can be asked"),
            ("--local", "use the server in this program; data in .frontdesk of the project"),
            ("--api-url URL, --secret-key KEY", "instead of CLERK_API_URL and CLERK_SECRET_KEY"),
            ("--output, -o FORM", "json, table, ndjson, csv or yaml"),
            ("--jq FILTER", "a jq filter for the answer"),
            ("--all", "read a list to its end; --no-resume begins anew"),
            ("--as curl|js|python|go|rust", "print the request as a program and send nothing"),
            ("--include, --verbose", "status and headers; what travels, without secrets"),
            ("--timeout SECONDS, --retries COUNT", "how long to wait; how often to try again"),
            ("--ca-file FILE", "trust this certificate authority too; HTTPS_PROXY names a proxy"),
        ],
    ),
    (
        "Records and agents",
        &[
            ("frontdesk log", "the writes that were sent from this machine"),
            ("frontdesk restore FILE --dry-run", "what the backup of a deletion can bring back"),
            ("frontdesk mcp", "tools for agents; read-only unless --allow says more"),
            ("frontdesk skill", "a skill that teaches an agent this program"),
        ],
    ),
    (
        "Set up",
        &[
            ("frontdesk doctor", "whether key, address, clock and scopes are in order"),
            ("frontdesk profile add NAME", "keep a key by name; also list, use, remove; --profile NAME uses it"),
            ("frontdesk completions SHELL", "for bash, zsh, fish, powershell, elvish"),
            ("frontdesk man", "the manual page"),
        ],
    ),
    (
        "Host",
        &[
            ("frontdesk serve", "answer the Backend API here"),
            ("frontdesk instances list", "also create, delete, rotate-key"),
            ("frontdesk check, frontdesk seed FILE", "recount a database; fill it with what browsers make"),
        ],
    ),
];

pub(crate) fn run() {
    let column = SECTIONS.iter().flat_map(|(_, lines)| *lines).map(|(typed, _)| typed.len()).max().unwrap_or(0);
    for (index, (heading, lines)) in SECTIONS.iter().enumerate() {
        if index > 0 {
            printer::line("");
        }
        printer::line(&format!("{HEADING}{heading}{HEADING:#}"));
        for (typed, does) in *lines {
            let mut lines = wrap(does, printer::width().saturating_sub(column + 4)).into_iter();
            let first = lines.next().unwrap_or_default();
            printer::line(&format!("  {STRONG}{typed:<column$}{STRONG:#}  {first}"));
            lines.for_each(|line| printer::line(&format!("{:below$}{line}", "", below = column + 4)));
        }
    }
}
