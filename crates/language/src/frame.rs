//! An operation as the grammar sees it: its verb, its nouns, and what can be filled in. All of it is read off the
//! declaration; nothing here knows a single operation.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use frontdesk_contract::{ApiVersion, Descriptor, Field, Method, ObjectSchema, Place, Schema, catalogue};

use crate::vocabulary::{canonical, is_operation_verb, words_of};

/// Nouns that say little of their own: with them, the word before is what has to be said.
const WEAK: &[&str] = &["address", "number", "item", "entry", "identifier", "url", "attempt", "check", "list", "type"];

/// Where a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Path,
    Query,
    Body,
}

/// A value that an operation takes.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub(crate) spot: Spot,
    pub(crate) field: &'static Field,
    /// Its name in words; of an id, the words for what it belongs to.
    pub(crate) words: Vec<String>,
    pub(crate) required: bool,
    /// Set when the value is the id of something.
    pub(crate) target: Option<Target>,
}

/// What an id belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The beginnings of such ids, as the field's description names them.
    pub(crate) prefixes: Vec<&'static str>,
    /// The operation that lists such things, if there is one.
    pub(crate) list: Option<&'static Descriptor>,
    /// The list inside of what `list` answers, when the thing is a part of something else.
    pub(crate) within: Option<&'static str>,
}

/// An operation as the grammar sees it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) operation: &'static Descriptor,
    pub(crate) verb: &'static str,
    /// What has to be said.
    pub(crate) essential: Vec<String>,
    /// What may be said, and what speaks against the operation when it is not.
    pub(crate) optional: Vec<String>,
    /// What may be said besides.
    pub(crate) extra: Vec<String>,
    /// The words for what it answers or changes.
    pub(crate) resource: Vec<String>,
    /// Whether it answers many things.
    pub(crate) is_list: bool,
    /// Whether its body is a list of objects, one for each thing.
    pub(crate) is_bulk: bool,
    pub(crate) slots: Vec<Slot>,
}

/// The verb of an operation: `read`, `count`, or the one in its id.
pub(crate) fn verb_of(operation: &Descriptor) -> &'static str {
    let mut rest = operation.id;
    let mut found = "";
    while !rest.is_empty() {
        let end = rest[1..].find(|c: char| c.is_ascii_uppercase()).map_or(rest.len(), |at| at + 1);
        let word = rest[..end].to_ascii_lowercase();
        if word == "count" && operation.method == Method::Get {
            return "count";
        }
        if found.is_empty() && is_operation_verb(&word) {
            found = &rest[..end];
        }
        rest = &rest[end..];
    }
    match found.to_ascii_lowercase().as_str() {
        "get" | "list" => "read",
        "upsert" => "update",
        other => VERBS.iter().copied().find(|verb| *verb == other).unwrap_or("do"),
    }
}

/// The verbs that are left when reading and upserting have got their names.
const VERBS: &[&str] = &[
    "add", "adjust", "apply", "assign", "attempt", "ban", "cancel", "change", "complete", "create", "delete",
    "disable", "extend", "generate", "invite", "lock", "merge", "prepare", "preview", "refresh", "reject", "remove",
    "replace", "revert", "revoke", "rotate", "set", "toggle", "unban", "unlock", "unset", "update", "upload", "verify",
];

impl Frame {
    /// The frame of an operation. It is made when it is first needed, and once.
    pub(crate) fn of(operation: &'static Descriptor, version: ApiVersion) -> &'static Self {
        // By id and not by address: an optimised build may keep a constant in several places.
        static FRAMES: OnceLock<HashMap<(&str, ApiVersion), OnceLock<Frame>>> = OnceLock::new();
        let frames = FRAMES.get_or_init(|| {
            let keys =
                catalogue::operations().flat_map(|operation| ApiVersion::ALL.map(|version| (operation.id, version)));
            keys.map(|key| (key, OnceLock::new())).collect()
        });
        frames[&(operation.id, version)].get_or_init(|| Self::make(operation, version))
    }

    fn make(operation: &'static Descriptor, version: ApiVersion) -> Self {
        let literals: Vec<&str> =
            operation.path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{')).collect();
        let mut nouns: Vec<Vec<String>> = Vec::new();
        for literal in &literals {
            let mut words = words_of(literal);
            words.retain(|word| {
                !is_operation_verb(word) && !matches!(word.as_str(), "transition" | "bulk" | "public" | "count")
            });
            if !words.is_empty() {
                nouns.push(words);
            }
        }
        let head = nouns.last().cloned().unwrap_or_default();
        let mut essential: Vec<String> = Vec::new();
        if let Some((last, before)) = head.split_last() {
            let strong = if WEAK.contains(&last.as_str()) { before.last().unwrap_or(last) } else { last };
            essential.push(strong.clone());
        }
        let mut optional: Vec<String> = Vec::new();
        for word in nouns.iter().flatten() {
            let is_weak = WEAK.contains(&word.as_str());
            if !essential.contains(word) && !optional.contains(word) && !is_weak {
                optional.push(word.clone());
            }
        }
        let mut extra: Vec<String> = literals.iter().flat_map(|literal| words_of(literal)).collect();
        extra.extend(id_words(operation.id).filter(|word| !is_operation_verb(word)));
        extra.extend(operation.tags.iter().flat_map(|tag| words_of(tag)));
        let object = body_object(operation, version);
        let is_bulk = matches!(body_schema(operation, version), Some(Schema::Array { .. }));
        let mut slots = Vec::new();
        for parameter in operation.parameters {
            if parameter.field.versions.contains(version) {
                let spot = if parameter.place == Place::Path { Spot::Path } else { Spot::Query };
                slots.push(Slot::of(operation, spot, &parameter.field, version));
            }
        }
        for field in object.into_iter().flat_map(|object| object.fields) {
            if field.versions.contains(version) {
                slots.push(Slot::of(operation, Spot::Body, field, version));
            }
        }
        let resource = resource_of(operation);
        Self {
            operation,
            verb: verb_of(operation),
            essential,
            optional,
            extra,
            resource,
            is_list: item_of(operation).is_some(),
            is_bulk,
            slots,
        }
    }

    /// Whether a word names something that the operation is about.
    pub(crate) fn has_noun(&self, word: &str) -> bool {
        [&self.essential, &self.optional, &self.extra].iter().any(|words| words.iter().any(|noun| noun == word))
    }

    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.field.name == name)
    }

    /// The operation's own id, when its path ends with one.
    pub(crate) fn own_slot(&self) -> Option<usize> {
        let name = self.operation.path.rsplit('/').find_map(|part| part.strip_prefix('{')?.strip_suffix('}'))?;
        self.slots.iter().position(|slot| slot.spot == Spot::Path && slot.field.name == name)
    }
}

/// The words of an id in camel case.
fn id_words(id: &str) -> impl Iterator<Item = String> {
    let mut words = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let end = rest[1..].find(|c: char| c.is_ascii_uppercase()).map_or(rest.len(), |at| at + 1);
        words.push(canonical(&rest[..end]));
        rest = &rest[end..];
    }
    words.into_iter()
}

/// Whether a word names a kind of thing that some operation is about, so that it is no name of one.
pub(crate) fn is_noun(word: &str) -> bool {
    static NOUNS: OnceLock<HashSet<String>> = OnceLock::new();
    let nouns = NOUNS.get_or_init(|| {
        catalogue::operations()
            .flat_map(|operation| operation.path.split('/'))
            .filter(|part| !part.starts_with('{'))
            .flat_map(words_of)
            .collect()
    });
    nouns.contains(word)
}

/// The lists of the API that hang below nothing, with the words for what they list.
fn collections() -> &'static [(Vec<String>, &'static Descriptor)] {
    static COLLECTIONS: OnceLock<Vec<(Vec<String>, &'static Descriptor)>> = OnceLock::new();
    COLLECTIONS.get_or_init(|| {
        let lists = catalogue::operations().filter(|op| op.path.matches('/').count() == 1 && item_of(op).is_some());
        lists.map(|op| (words_of(op.path.trim_start_matches('/')), op)).collect()
    })
}

/// The words for what an operation is about: those of the last part of its path that names a collection.
fn resource_of(operation: &Descriptor) -> Vec<String> {
    let parts: Vec<&str> = operation.path.split('/').filter(|part| !part.is_empty()).collect();
    let before_id = parts.windows(2).rev().find(|pair| pair[1].starts_with('{') && !pair[0].starts_with('{'));
    let last = parts.last().filter(|part| !part.starts_with('{'));
    let mut words = last.map(|last| words_of(last)).unwrap_or_default();
    words.retain(|word| !is_operation_verb(word));
    match (words.is_empty(), operation.method, before_id) {
        (false, Method::Get | Method::Post, _) => words,
        (_, _, Some(pair)) => words_of(pair[0]),
        _ => words,
    }
}

impl Slot {
    fn of(operation: &'static Descriptor, spot: Spot, field: &'static Field, version: ApiVersion) -> Self {
        let snake = snake_case(field.name);
        let stem = snake
            .strip_suffix("_id")
            .or_else(|| snake.strip_suffix("_ids"))
            .or_else(|| snake.strip_suffix("_key_or_id"));
        let prefixes = prefixes(field.doc);
        let is_text = matches!(field.schema.without_null(), Schema::String(text) if text.values.is_empty())
            || matches!(field.schema.without_null(), Schema::Array { items, .. } if matches!(items.without_null(), Schema::String(_)));
        let own_words = ["external", "provider_user", "directory_group", "scim_group", "profile_image", "verification"];
        let is_id = is_text
            && (stem.is_some_and(|stem| !own_words.contains(&stem))
                || snake == "id"
                || snake == "created_by"
                || snake == "subject" && !prefixes.is_empty());
        let parent = (spot == Spot::Path).then(|| collection_before(operation, field.name)).flatten();
        let mut words = words_of(stem.filter(|_| is_id).unwrap_or(&snake));
        if is_id && (snake == "id" || snake == "identifier_id" || snake.ends_with("identification_id")) {
            words = parent.map(words_of).unwrap_or(words);
        }
        let target = is_id.then(|| target(operation, spot, parent, &snake, &words, prefixes, version));
        let required = spot == Spot::Path || field.required.contains(version);
        Self { spot, field, words, required, target }
    }

    pub(crate) fn is_array(&self) -> bool {
        matches!(self.field.schema.without_null(), Schema::Array { .. })
    }
}

/// What an id belongs to: the collection before it in the path, or the one that its name speaks of.
fn target(
    operation: &'static Descriptor,
    spot: Spot,
    parent: Option<&str>,
    name: &str,
    words: &[String],
    prefixes: Vec<&'static str>,
    version: ApiVersion,
) -> Target {
    let own = parent.filter(|parent| {
        let parent = words_of(parent);
        name == "id" || words.is_empty() || parent.ends_with(words) || words.ends_with(&parent)
    });
    let lists = || catalogue::operations().filter(|op| op.method == Method::Get && op.versions.contains(version));
    let mut list = None;
    let mut within = None;
    if let (Some(parent), Spot::Path) = (own, spot) {
        // The collection that this very path goes through.
        let end = operation.path.find(&format!("/{parent}/{{")).map_or(0, |at| at + parent.len() + 1);
        list = lists().find(|op| op.path == &operation.path[..end]);
    }
    if list.is_none() {
        let last = words.last().map(String::as_str).unwrap_or_default();
        let wanted = if matches!(name, "created_by") { "user" } else { last };
        let mut known: Vec<(usize, &'static Descriptor)> = collections()
            .iter()
            .filter(|(_, op)| op.versions.contains(version))
            .filter_map(|(collection, op)| {
                let matches = collection == words
                    || collection == &[wanted]
                    || words.ends_with(collection)
                    || (!words.is_empty() && collection.ends_with(words));
                matches.then_some((collection.len(), *op))
            })
            .collect();
        known.sort_by_key(|(length, _)| *length);
        list = known.first().map(|(_, op)| *op);
    }
    if list.is_none() {
        // A part of something that is listed: the e-mail addresses of users.
        let plural = parent.unwrap_or_default();
        let found = lists().filter(|op| op.path == "/users").find_map(|op| {
            let part = item_of(op)?.fields.iter().find(|field| field.name == plural)?;
            Some((op, part.name))
        });
        if let Some((op, part)) = found {
            list = Some(op);
            within = Some(part);
        }
    }
    Target { prefixes, list, within }
}

/// `apiKeyID` as `api_key_id`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut before_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && before_lower {
            snake.push('_');
        }
        before_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

fn collection_before(operation: &'static Descriptor, name: &str) -> Option<&'static str> {
    let parts: Vec<&'static str> = operation.path.split('/').collect();
    let at =
        parts.iter().position(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) == Some(name))?;
    parts[..at].last().copied().filter(|part| !part.starts_with('{') && !part.is_empty())
}

/// The beginnings of ids that a description names: `user` of "`user_…`".
pub(crate) fn prefixes(doc: &'static str) -> Vec<&'static str> {
    doc.match_indices("_…`")
        .filter_map(|(at, _)| {
            let start = doc[..at].rfind('`')? + 1;
            let prefix = &doc[start..at];
            prefix.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_').then_some(prefix)
        })
        .filter(|prefix| !prefix.is_empty() && !matches!(*prefix, "sk_test" | "pk_test" | "sk_live" | "pk_live" | "pk"))
        .collect()
}

/// Every beginning of ids that the catalogue names.
pub(crate) fn all_prefixes() -> &'static [&'static str] {
    static PREFIXES: OnceLock<Vec<&'static str>> = OnceLock::new();
    PREFIXES.get_or_init(find_prefixes)
}

fn find_prefixes() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for operation in catalogue::operations() {
        let fields = operation.parameters.iter().map(|parameter| &parameter.field);
        let body = operation.body_object().into_iter().flat_map(|object| object.fields);
        for prefix in fields.chain(body).flat_map(|field| prefixes(field.doc)) {
            if !all.contains(&prefix) {
                all.push(prefix);
            }
        }
    }
    // Where a description leaves it out, the objects' own names say it.
    for known in ["user", "org", "sess", "inv", "orginv", "client", "idn"] {
        if !all.contains(&known) {
            all.push(known);
        }
    }
    all
}

/// The shape of the items that an operation lists.
pub(crate) fn item_of(operation: &Descriptor) -> Option<&'static ObjectSchema> {
    if operation.method != Method::Get {
        return None;
    }
    let items = match operation.response?.without_null() {
        Schema::Array { items, .. } => items,
        Schema::Object(object) => {
            match object.fields.iter().find(|field| field.name == "data")?.schema.without_null() {
                Schema::Array { items, .. } => items,
                _ => return None,
            }
        }
        _ => return None,
    };
    match items.without_null() {
        Schema::Object(object) => Some(object),
        _ => None,
    }
}

/// Whether an operation says how many there are besides what it lists.
pub(crate) fn has_total(operation: &Descriptor) -> bool {
    matches!(operation.response.map(Schema::without_null), Some(Schema::Object(object))
        if object.fields.iter().any(|field| field.name == "total_count"))
}

fn body_schema(operation: &Descriptor, version: ApiVersion) -> Option<&'static Schema> {
    operation.body.filter(|body| body.versions.contains(version)).map(|body| body.schema.without_null())
}

/// The fields of a body; of a list of objects, those of one.
pub(crate) fn body_object(operation: &Descriptor, version: ApiVersion) -> Option<&'static ObjectSchema> {
    match body_schema(operation, version)? {
        Schema::Object(object) => Some(object),
        Schema::Array { items, .. } => match items.without_null() {
            Schema::Object(object) => Some(object),
            _ => None,
        },
        Schema::OneOf { variants, .. } => variants
            .iter()
            .filter(|variant| variant.versions.contains(version))
            .find_map(|variant| match variant.schema {
                Schema::Object(object) => Some(*object),
                _ => None,
            }),
        _ => None,
    }
}
