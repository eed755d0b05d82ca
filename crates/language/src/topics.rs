//! Questions about how the API behaves, which no request answers.

use crate::plan::Unsure;
use crate::token::Token;

/// A subject: its name, words that all have to occur (each with its alternatives), and what there is to say.
struct Topic {
    name: &'static str,
    words: &'static [&'static [&'static str]],
    text: &'static str,
}

const TOPICS: &[Topic] = &[
    Topic {
        name: "metadata-overwrite",
        words: &[
            &[
                "metadata",
                "publicmetadata",
                "public_metadata",
                "privatemetadata",
                "private_metadata",
                "unsafe_metadata",
            ],
            &[
                "overwritten",
                "overwrite",
                "overwrote",
                "overwriting",
                "lost",
                "lose",
                "losing",
                "disappeared",
                "disappear",
                "gone",
                "vanished",
                "missing",
                "wiped",
                "replaced",
                "erased",
                "merge",
                "merged",
                "deleted",
                "keep",
                "kept",
                "preserve",
            ],
        ],
        text: "Up to API version 2025-11-10, PATCH /users/{user_id} replaces each kind of metadata whole, so keys that were \
               not sent are lost. PATCH /users/{user_id}/metadata merges key by key in every version, and null removes a \
               key; from 2026-05-12 the plain update refuses metadata, and PUT /users/{user_id}/metadata replaces.",
    },
    Topic {
        name: "rate-limits",
        words: &[&[
            "429",
            "429s",
            "rate",
            "throttled",
            "throttling",
            "ratelimit",
            "ratelimited",
            "rate-limit",
            "rate-limited",
            "quota",
        ]],
        text: "A development instance answers 100 requests in 10 seconds, a production instance 1,000; above that comes 429 \
               with Retry-After, which says how many seconds to wait. In development, read a page of 500 instead of \
               many users one by one, and check a session by its token instead of fetching the user on each request.",
    },
    Topic {
        name: "rate-limits",
        words: &[&["too"], &["many"], &["request"]],
        text: "A development instance answers 100 requests in 10 seconds, a production instance 1,000; above that comes 429 \
               with Retry-After, which says how many seconds to wait.",
    },
    Topic {
        name: "metadata",
        words: &[&["metadata"], &["kind", "type", "difference", "which", "choose", "use", "what", "explain", "where"]],
        text: "Public metadata is read by the front end and written by the back end only: plans, roles, flags. Private \
               metadata stays in the back end: billing ids, internal notes. Unsafe metadata can be written by the user's \
               own browser: preferences, and nothing to be trusted.",
    },
    Topic {
        name: "pagination",
        words: &[&["pagination", "paginate", "paging", "page"]],
        text: "Lists answer `limit` objects at a time, after `offset` others; users come at most 500 at a time. `--all` \
               follows the pages.",
    },
    Topic {
        name: "scopes",
        words: &[&["scope"], &["clerk_bapi_scopes", "write", "missing", "need", "admin", "what", "explain", "grant"]],
        text: "CLERK_BAPI_SCOPES lists what may be done here: POST, PUT and PATCH need `write`, DELETE needs `write` and \
               `delete`. --admin goes past it once.",
    },
    Topic {
        name: "versions",
        words: &[&["version"], &["api", "which", "difference", "changed", "new", "explain", "what"]],
        text: "The API has dated versions; --api-version chooses one, and the newest is used otherwise.",
    },
    Topic {
        name: "roles",
        words: &[&["role"], &["prefix", "format", "default", "explain", "difference", "mean"]],
        text: "The key of a role begins with `org:`, as in `org:admin` and `org:member`, which every instance has.",
    },
];

/// The explanation of what the tokens speak of.
pub(crate) fn explain(tokens: &[Token]) -> Option<Unsure> {
    let said = |word: &&str| tokens.iter().any(|token| token.word == **word || token.text.to_lowercase() == **word);
    let topic = TOPICS.iter().find(|topic| topic.words.iter().all(|words| words.iter().any(|word| said(&word))))?;
    Some(Unsure {
        message: topic.text.split_whitespace().collect::<Vec<_>>().join(" "),
        candidates: Vec::new(),
        fix: format!("`frontdesk explain {}` says more", topic.name),
    })
}
