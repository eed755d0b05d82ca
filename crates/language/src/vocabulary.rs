//! The words that the grammar knows. What belongs to single operations comes from the catalogue, not from here.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::token::{Kind, Token};

/// What a spoken verb may mean: `verb`, or `verb:noun` when the verb says what it is about.
type Senses = &'static [&'static str];

/// Spoken verbs, and the verbs of operations that they stand for.
const VERBS: &[(&[&str], Senses)] = &[
    (
        &["get", "list", "show", "fetch", "find", "display", "view", "see", "print", "read", "retrieve", "search"],
        &["read"],
    ),
    (&["count"], &["count"]),
    (&["create", "new", "register", "generate", "issue", "mint", "start", "open"], &["create", "generate"]),
    (&["make"], &["create", "update:membership", "update"]),
    (&["add"], &["create", "add", "assign", "apply", "create:membership"]),
    (&["put"], &["create"]),
    (&["invite"], &["create:invitation", "invite"]),
    (&["update", "edit", "modify"], &["update"]),
    (&["change"], &["update", "change", "update:membership"]),
    (&["set"], &["update", "set", "update:membership"]),
    (&["mark"], &["update", "set"]),
    (&["unmark", "unset"], &["unset"]),
    (&["rename"], &["update"]),
    (&["enable"], &["update", "create:webhook"]),
    (&["disable", "activate", "deactivate"], &["update", "disable"]),
    (&["promote", "demote"], &["update:membership"]),
    (&["give", "grant"], &["assign", "adjust", "update:membership"]),
    (&["assign"], &["assign"]),
    (&["adjust"], &["adjust"]),
    (&["delete", "destroy", "erase"], &["delete", "disable"]),
    (&["remove"], &["delete", "remove", "disable", "delete:membership"]),
    (&["disconnect", "unlink"], &["delete:account"]),
    (&["kick"], &["delete:membership"]),
    (&["revoke", "withdraw", "invalidate"], &["revoke"]),
    (&["end", "terminate", "signout"], &["revoke:session"]),
    (&["cancel"], &["cancel", "revoke:invitation"]),
    (&["ban"], &["ban:user"]),
    (&["unban"], &["unban:user"]),
    (&["lock"], &["lock:user"]),
    (&["unlock"], &["unlock:user"]),
    (&["verify", "check", "validate"], &["verify"]),
    (&["attempt"], &["attempt"]),
    (&["prepare"], &["prepare"]),
    (&["rotate", "roll", "regenerate"], &["rotate"]),
    (&["replace", "swap"], &["replace"]),
    (&["merge"], &["merge"]),
    (&["upload"], &["upload", "set"]),
    (&["toggle"], &["toggle"]),
    (&["revert", "reset", "restore"], &["revert"]),
    (&["preview"], &["preview"]),
    (&["refresh"], &["refresh"]),
    (&["reject", "decline", "deny"], &["reject"]),
    (&["complete"], &["complete"]),
    (&["extend", "prolong"], &["extend"]),
    (&["apply"], &["apply"]),
];

/// The verbs that operations have in their ids.
const OPERATION_VERBS: &[&str] = &[
    "add", "adjust", "apply", "assign", "attempt", "ban", "cancel", "change", "complete", "create", "delete",
    "disable", "extend", "generate", "get", "invite", "list", "lock", "merge", "prepare", "preview", "refresh",
    "reject", "remove", "replace", "revert", "revoke", "rotate", "set", "toggle", "unban", "unlock", "unset", "update",
    "upload", "upsert", "verify",
];

/// Other words for one noun.
const NOUNS: &[(&str, &[&str])] = &[
    ("organization", &["org", "organisation"]),
    ("membership", &["member"]),
    ("user", &["people", "person", "everyone", "everybody"]),
    ("email", &["mail", "e-mail"]),
    ("invitation", &["invite"]),
    ("phone", &["mobile"]),
    ("mfa", &["2fa", "two-factor", "multi-factor"]),
    ("totp", &["authenticator"]),
    ("image", &["picture", "photo", "avatar"]),
    ("signin", &["sign-in", "login", "log-in"]),
    ("signup", &["sign-up"]),
    ("signedup", &["signed-up", "joined"]),
    ("signedin", &["signed-in", "logged-in"]),
    ("allowlist", &["allow-list", "whitelist"]),
    ("blocklist", &["block-list", "blacklist", "denylist"]),
    ("waitlist", &["wait-list", "waitinglist"]),
    ("roleset", &["role-set"]),
    ("webhook", &["svix"]),
    ("unverified", &["unconfirmed"]),
    ("newest", &["latest"]),
    ("minute", &["min"]),
    ("hour", &["hr", "h"]),
];

/// Words that are one thing together.
const PAIRS: &[(&str, &str, &str)] = &[
    ("sign", "in", "signin"),
    ("log", "in", "signin"),
    ("sign", "up", "signup"),
    ("signed", "up", "signedup"),
    ("signed", "in", "signedin"),
    ("logged", "in", "signedin"),
    ("sign", "out", "signout"),
    ("log", "out", "signout"),
    ("e", "mail", "email"),
    ("allow", "list", "allowlist"),
    ("block", "list", "blocklist"),
    ("wait", "list", "waitlist"),
    ("waiting", "list", "waitlist"),
    ("two", "factor", "mfa"),
    ("multi", "factor", "mfa"),
    ("second", "factor", "mfa"),
    ("authenticator", "app", "totp"),
    ("role", "set", "roleset"),
    ("look", "up", "find"),
    ("turn", "on", "enable"),
    ("switch", "on", "enable"),
    ("turn", "off", "disable"),
    ("switch", "off", "disable"),
    ("set", "up", "create"),
    ("give", "me", "show"),
    ("tell", "me", "show"),
    ("show", "me", "show"),
    ("get", "me", "show"),
    ("how", "many", "count"),
    ("number", "of", "count"),
    ("do", "not", "don't"),
    ("most", "recent", "newest"),
    ("and", "then", "then"),
    ("lock", "out", "lock"),
];

/// Words that carry nothing.
const FILLERS: &[&str] =
    &["a", "an", "the", "my", "our", "me", "please", "just", "their", "its", "his", "her", "new", "existing"];

/// Words that say no.
pub(crate) const NEGATIONS: &[&str] = &[
    "don't",
    "dont",
    "not",
    "never",
    "no",
    "without",
    "except",
    "unless",
    "isn't",
    "aren't",
    "won't",
    "cannot",
    "can't",
    "stop",
    "avoid",
    "nobody",
    "none",
    "neither",
    "nor",
    "but",
    "doesn't",
    "didn't",
    "shouldn't",
    "mustn't",
    "wasn't",
];

/// Words that mean more than what is named.
pub(crate) const QUANTIFIERS: &[&str] = &[
    "all",
    "every",
    "each",
    "everyone",
    "everybody",
    "everything",
    "any",
    "anyone",
    "both",
    "whole",
    "entire",
    "most",
    "many",
    "some",
    "several",
];

/// Words that make a wish uncertain.
pub(crate) const DOUBTS: &[&str] = &[
    "if",
    "maybe",
    "perhaps",
    "probably",
    "or",
    "either",
    "whether",
    "might",
    "unsure",
    "possibly",
    "otherwise",
    "until",
    "when",
    "once",
    "after",
];

/// Words that begin a question which asks for an explanation.
pub(crate) const ASKING: &[&str] = &[
    "how", "why", "should", "can", "could", "would", "will", "may", "is", "are", "do", "does", "did", "am", "was",
    "were", "has", "have", "shall", "must",
];

/// Words that have a place in the grammar, so that they are never a name.
const RESERVED: &[&str] = &[
    "and",
    "then",
    "of",
    "for",
    "from",
    "in",
    "to",
    "into",
    "on",
    "by",
    "with",
    "at",
    "as",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "who",
    "that",
    "which",
    "whose",
    "what",
    "where",
    "named",
    "called",
    "since",
    "before",
    "after",
    "between",
    "last",
    "first",
    "past",
    "yesterday",
    "today",
    "limit",
    "offset",
    "order",
    "sort",
    "sorted",
    "ordered",
    "newest",
    "oldest",
    "this",
    "them",
    "it",
    "him",
    "they",
    "there",
    "than",
    "during",
    "within",
    "until",
    "been",
    "be",
    "i",
    "you",
    "we",
    "user",
    "id",
    "using",
    "via",
    "over",
    "under",
    "about",
    "so",
    "because",
    "day",
    "week",
    "month",
    "year",
];

/// One spelling of a word: lower case, singular, one of several synonyms.
pub(crate) fn canonical(text: &str) -> String {
    let lower = text.to_lowercase();
    let known = |word: &str| NOUN_OF.get(word).map(|noun| (*noun).to_owned());
    // "invite" the verb and "invite" the noun look the same; the verb is told by its place.
    if lower == "invite" || SENSES.contains_key(lower.as_str()) {
        return lower;
    }
    let mut one = singular(&lower);
    if one.contains("organisation") {
        one = one.replace("organisation", "organization");
    }
    known(&lower).or_else(|| known(&one)).unwrap_or(one)
}

/// What each spoken verb may mean. All names of the catalogue are looked up here, so it has to be quick.
static SENSES: LazyLock<HashMap<&'static str, Senses>> = LazyLock::new(|| {
    let mut senses_of = HashMap::new();
    for (verbs, senses) in VERBS {
        for verb in *verbs {
            senses_of.entry(*verb).or_insert(*senses);
        }
    }
    senses_of
});

/// The noun that each other word for it stands for.
static NOUN_OF: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut noun_of = HashMap::new();
    for (noun, others) in NOUNS {
        for other in *others {
            noun_of.entry(*other).or_insert(*noun);
        }
    }
    noun_of
});

/// The singular of a plural; other words as they are.
pub(crate) fn singular(word: &str) -> String {
    if !word.ends_with('s') {
        return word.to_owned();
    }
    let keep = [
        "status", "address", "is", "was", "has", "this", "its", "his", "sms", "jwks", "always", "us", "as", "access",
        "does", "totps", "previous",
    ];
    let has_place = [FILLERS, NEGATIONS, DOUBTS, QUANTIFIERS, ASKING].iter().any(|words| words.contains(&word));
    if word.len() < 3 || has_place || keep.contains(&word) || word.ends_with("ss") {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Whether a word is written in the plural.
pub(crate) fn is_plural(text: &str) -> bool {
    let lower = text.to_lowercase();
    singular(&lower) != lower || matches!(lower.as_str(), "people" | "everyone" | "everybody")
}

/// Joins words that are one thing together.
pub(crate) fn merge(tokens: Vec<Token>) -> Vec<Token> {
    let mut merged: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let pair = merged.last().filter(|last| last.kind == Kind::Word && token.kind == Kind::Word && !last.possessive);
        let phone = merged.len() > 1 && merged[merged.len() - 2].word == "phone";
        let joined = pair.filter(|last| !(phone && last.word == "number")).and_then(|last| {
            let (a, b) = (last.text.to_lowercase(), singular(&token.text.to_lowercase()));
            PAIRS.iter().find(|(first, second, _)| *first == a && *second == b).map(|(_, _, one)| *one)
        });
        match (joined, merged.last_mut()) {
            (Some(one), Some(last)) => {
                last.text = format!("{} {}", last.text, token.text);
                one.clone_into(&mut last.word);
                last.plural = token.plural;
                last.possessive = token.possessive;
            }
            _ => merged.push(token),
        }
    }
    merged
}

/// The canonical words of a name with underscores, dashes or camel case.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> =
        name.split(['_', '-', ' ', '/', '&']).filter(|word| !word.is_empty()).map(canonical).collect();
    let mut at = 0;
    while at + 1 < words.len() {
        match PAIRS.iter().find(|(first, second, _)| *first == words[at] && *second == words[at + 1]) {
            Some((_, _, one)) => {
                words[at] = (*one).to_owned();
                words.remove(at + 1);
            }
            None => at += 1,
        }
    }
    words
}

/// What a spoken verb may mean; empty for other words.
pub(crate) fn senses(word: &str) -> Senses {
    SENSES.get(word).copied().unwrap_or_default()
}

/// Whether operations have this verb in their ids.
pub(crate) fn is_operation_verb(word: &str) -> bool {
    OPERATION_VERBS.contains(&word)
}

pub(crate) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Whether a word can be a name that nobody put into quotes.
pub(crate) fn may_be_name(token: &Token) -> bool {
    token.kind == Kind::Word
        && !RESERVED.contains(&token.word.as_str())
        && senses(&token.word).is_empty()
        && ![FILLERS, NEGATIONS, QUANTIFIERS, DOUBTS, ASKING].iter().any(|words| words.contains(&token.word.as_str()))
        && !NOUNS.iter().any(|(noun, _)| *noun == token.word)
        && token.text.starts_with(|c: char| c.is_alphanumeric())
        && !token.text.contains("${")
}
