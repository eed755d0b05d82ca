//! Phrases that write metadata: which of the three kinds, and by the operation that does it in the version in use.

use frontdesk_contract::{ApiVersion, Descriptor, Method, catalogue};
use serde_json::{Map, Value};

use crate::clause::{Reference, Referent, Scope, id_prefix, referent};
use crate::frame::{Frame, body_object};
use crate::token::{Given, Kind, Token};
use crate::value;
use crate::vocabulary::{is_filler, may_be_name};

/// The three kinds, who reads and writes them, what they are for, and keys that belong there.
const KINDS: [(&str, &str, &[&str]); 3] = [
    (
        "public_metadata",
        "the front end may read it and only the back end writes it, as fits plans, roles and flags",
        &[
            "plan",
            "tier",
            "role",
            "roles",
            "onboarded",
            "onboarding_complete",
            "onboardingcomplete",
            "beta",
            "feature",
            "features",
            "flag",
            "flags",
            "subscription",
            "permissions",
            "entitlements",
            "premium",
            "trial",
            "vip",
            "level",
            "badge",
            "department",
            "seats",
            "industry",
        ],
    ),
    (
        "private_metadata",
        "only the back end reads and writes it, as fits billing ids and internal notes",
        &[
            "stripe",
            "stripe_id",
            "stripeid",
            "stripe_customer_id",
            "stripecustomerid",
            "customer_id",
            "customerid",
            "billing_id",
            "internal_id",
            "internal_note",
            "note",
            "notes",
            "kyc",
            "compliance",
            "crm_id",
            "salesforce_id",
            "hubspot_id",
            "risk_score",
            "tax_id",
            "ssn",
            "audit",
        ],
    ),
    (
        "unsafe_metadata",
        "the user's own browser reads and writes it, as fits preferences; never trust it",
        &[
            "theme",
            "preference",
            "preferences",
            "step",
            "onboarding_step",
            "dismissed",
            "tour",
            "sidebar",
            "newsletter",
        ],
    ),
];

/// What a phrase wants of metadata.
pub(crate) struct Change {
    pub(crate) frame: &'static Frame,
    pub(crate) body: Map<String, Value>,
    /// The thing itself: its id in the path, or how it is found.
    pub(crate) path: Map<String, Value>,
    pub(crate) references: Vec<Reference>,
    pub(crate) notes: Vec<String>,
}

/// A change of metadata that was understood, or the keys whose kind nobody can tell.
pub(crate) enum Outcome {
    Change(Change),
    WhichKind(Vec<String>),
}

/// The verbs that merge, and those that replace all.
const MERGES: &[&str] = &[
    "set", "update", "change", "add", "put", "mark", "merge", "edit", "modify", "give", "store", "save", "remove",
    "unset",
];
const REPLACES: &[&str] = &["replace"];

/// Reads `set plan to pro and onboarded true for user X` and its like; `None` when it is about something else.
pub(crate) fn read(tokens: &[Token], scope: &Scope) -> Option<Outcome> {
    let verb = tokens.first().filter(|token| token.is_word())?.word.clone();
    let replaces = REPLACES.contains(&verb.as_str());
    if !replaces && !MERGES.contains(&verb.as_str()) {
        return None;
    }
    let removes = matches!(verb.as_str(), "remove" | "unset");
    let owners: Vec<&Frame> = ["/users/{user_id}", "/organizations/{organization_id}"]
        .into_iter()
        .filter_map(|path| operation(Method::Get, path, scope.version))
        .map(|operation| Frame::of(operation, scope.version))
        .collect();
    let mut kind: Option<usize> = None;
    let mut says_metadata = false;
    let mut keys: Vec<(Option<usize>, String, Value)> = Vec::new();
    let mut whole: Option<Value> = None;
    let mut owner: Option<(String, Result<String, Referent>)> = None;
    let mut at = 1;
    while at < tokens.len() {
        let token = &tokens[at];
        let rest = &tokens[at..];
        if let Some((found, taken)) = kind_at(rest) {
            if found.is_some() && kind.is_some_and(|kind| Some(kind) != found) {
                return None;
            }
            kind = found.or(kind);
            says_metadata = true;
            at += taken;
        } else if let Some((noun, found, taken)) = owner_at(rest, &owners, scope) {
            if owner.is_some() {
                return None;
            }
            owner = Some((noun, found));
            at += taken;
        } else if let Kind::Assign(name, given) = &token.kind {
            let (kind, key) = split_key(name)?;
            let value = match given {
                Given::Json(value) => value.clone(),
                Given::Text(text) => serde_json::from_str::<Value>(text)
                    .ok()
                    .filter(|value| value.is_boolean() || value.is_number() || value.is_null())
                    .unwrap_or_else(|| Value::from(text.clone())),
            };
            keys.push((kind, key.to_owned(), value));
            at += 1;
        } else if let Kind::Json(value @ Value::Object(_)) = &token.kind {
            if whole.replace(value.clone()).is_some() {
                return None;
            }
            at += 1;
        } else if at > 0
            && (token.kind == Kind::Comma
                || token.is_one_of(&["and", "for", "of", "on", "to", "in", "into", "with", "from"]))
            && at + 1 < tokens.len()
            || is_filler(&token.word) && at + 1 < tokens.len()
            || token.is("key")
        {
            at += 1;
        } else if (may_be_name(token) || token.is("role")) && !token.possessive && removes && says_or_will_say(tokens) {
            keys.push((None, token.text.clone(), Value::Null));
            at += 1;
        } else if (may_be_name(token) || token.is("role")) && !token.possessive {
            let (key_kind, key) = split_key(&token.text)?;
            let connector =
                usize::from(rest.get(1).is_some_and(|token| token.is_one_of(&["to", "is", "as", "=", "equals", "of"])));
            let value = value::literal(rest.get(1 + connector)?)?;
            // A second word would be a value of its own, or something that was not understood.
            keys.push((key_kind, key.to_owned(), value));
            at += 2 + connector;
        } else {
            return None;
        }
    }
    let (noun, found) = owner?;
    let path = match noun.as_str() {
        "organization" => "/organizations/{organization_id}",
        _ => "/users/{user_id}",
    };
    if keys.is_empty() && whole.is_none() || whole.is_some() && !keys.is_empty() {
        return None;
    }
    let declared = |key: &str| {
        operation(Method::Patch, path, scope.version)
            .and_then(|update| body_object(update, scope.version))
            .is_some_and(|body| body.field(key, scope.version).is_some())
    };
    // What the thing has a field of its own for is no metadata, unless metadata was said.
    if !says_metadata
        && (whole.is_some()
            || keys.iter().any(|(kind, key, _)| kind.is_none() && (declared(key) || declared_words(key))))
    {
        return None;
    }
    let mut notes = Vec::new();
    let mut body: Map<String, Value> = Map::new();
    if let Some(whole) = whole {
        let Some(kind) = kind else { return Some(Outcome::WhichKind(vec!["metadata".to_owned()])) };
        body.insert(KINDS[kind].0.to_owned(), whole);
        notes.push(format!("{}: {}", KINDS[kind].0, KINDS[kind].1));
    } else {
        let mut unknown = Vec::new();
        for (given, key, value) in keys {
            let said = given.or(kind);
            let Some(chosen) = said.or_else(|| usual_kind(&key)) else {
                unknown.push(key);
                continue;
            };
            let (name, why, _) = KINDS[chosen];
            let note = match said {
                Some(_) => format!("{name}: {why}"),
                None => format!("`{key}` goes into {name}: {why}"),
            };
            if !notes.contains(&note) {
                notes.push(note);
            }
            let map = body.entry(name).or_insert_with(|| Value::Object(Map::new()));
            if map.as_object_mut()?.insert(key, value).is_some() {
                return None;
            }
        }
        if !unknown.is_empty() {
            return Some(Outcome::WhichKind(unknown));
        }
    }
    // PUT replaces, PATCH …/metadata merges; where there is no such PUT, the plain PATCH replaces a kind whole.
    let own = format!("{path}/metadata");
    let fits = |candidate: &&'static Descriptor| {
        let fields = body_object(candidate, scope.version);
        body.keys().all(|name| fields.is_some_and(|fields| fields.field(name, scope.version).is_some()))
    };
    let found_operation = if replaces {
        let put = operation(Method::Put, &own, scope.version).or_else(|| operation(Method::Patch, path, scope.version));
        notes.push("Each kind that is given is replaced whole: keys that are not given are lost.".to_owned());
        put.filter(fits)?
    } else {
        notes.push("It is merged key by key: what is not given stays as it is, and null removes a key.".to_owned());
        operation(Method::Patch, &own, scope.version).filter(fits)?
    };
    let frame = Frame::of(found_operation, scope.version);
    let slot = frame.own_slot().or_else(|| frame.slots.iter().position(|slot| slot.target.is_some()))?;
    let mut path = Map::new();
    let mut references = Vec::new();
    match found {
        Ok(id) => {
            path.insert(frame.slots[slot].field.name.to_owned(), Value::from(id));
        }
        Err(referent) => references.push(Reference { slot, referent }),
    }
    Some(Outcome::Change(Change { frame, body, path, references, notes }))
}

/// Only metadata loses a key by its name; anything else that is removed is something else.
fn says_or_will_say(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .any(|token| token.is_one_of(&["metadata", "meta"]) || KINDS.iter().any(|(name, _, _)| *name == token.text))
}

/// A user or an organization at the beginning of the tokens.
fn owner_at(tokens: &[Token], owners: &[&Frame], scope: &Scope) -> Option<(String, Result<String, Referent>, usize)> {
    let token = tokens.first()?;
    owners.iter().find_map(|frame| {
        let slot = frame.own_slot().map(|index| &frame.slots[index])?;
        let noun = slot.words.first()?;
        let target = slot.target.as_ref()?;
        if token.is_one_of(&["it", "them", "him", "her"]) {
            let (_, step) = scope.earlier.iter().rev().find(|(words, step)| *words == slot.words && *step > 0)?;
            return Some((noun.clone(), Err(Referent::Earlier(*step)), 1));
        }
        let said = usize::from(token.is(noun));
        let is_id = id_prefix(token, scope.prefixes).is_some_and(|prefix| target.prefixes.contains(&prefix));
        let is_address = matches!(token.kind, Kind::Email | Kind::Phone) && noun == "user";
        if said == 0 && !is_id && !is_address {
            return None;
        }
        let (found, taken) = referent(tokens.get(said..)?, slot, scope)?;
        Some((noun.clone(), found, said + taken))
    })
}

fn operation(method: Method, path: &str, version: ApiVersion) -> Option<&'static Descriptor> {
    catalogue::operations()
        .find(|operation| operation.method == method && operation.path == path && operation.versions.contains(version))
}

/// `public metadata`, `public_metadata`, `metadata`: the kind, if it is said, and how many tokens that takes.
fn kind_at(tokens: &[Token]) -> Option<(Option<usize>, usize)> {
    let token = tokens.first().filter(|token| token.is_word())?;
    if token.is_one_of(&["metadata", "meta"]) {
        return Some((None, 1));
    }
    let index = KINDS
        .iter()
        .position(|(name, _, _)| *name == token.text || name.split('_').next() == Some(token.word.as_str()))?;
    let own_word = KINDS[index].0 == token.text;
    let second = tokens.get(1).is_some_and(|token| token.is_one_of(&["metadata", "meta"]));
    (own_word || second).then_some((Some(index), if own_word { 1 } else { 2 }))
}

/// `public_metadata.plan` as its kind and `plan`.
fn split_key(name: &str) -> Option<(Option<usize>, &str)> {
    match name.split_once('.') {
        Some((kind, key)) => {
            let index = KINDS.iter().position(|(name, _, _)| *name == kind)?;
            (!key.contains('.')).then_some((Some(index), key))
        }
        None => Some((None, name)),
    }
}

fn usual_kind(key: &str) -> Option<usize> {
    let lower = key.to_lowercase().replace('-', "_");
    KINDS.iter().position(|(_, _, keys)| keys.contains(&lower.as_str()))
}

/// Words for fields that are told apart by two words.
fn declared_words(key: &str) -> bool {
    ["first", "last", "name", "email", "phone", "password", "username", "slug", "primary", "external", "logo", "image"]
        .contains(&key.to_lowercase().as_str())
}

/// The candidates for keys whose kind nobody can tell.
pub(crate) fn kinds_to_choose(keys: &[String]) -> (String, Vec<String>) {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    let message =
        format!("it is not clear which kind of metadata {} belongs to: public, private or unsafe", keys.join(" and "));
    let candidates = KINDS.iter().map(|(name, why, _)| format!("{}: {why}", name.replace('_', " "))).collect();
    (message, candidates)
}
