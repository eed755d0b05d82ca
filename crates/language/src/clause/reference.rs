//! Things that a clause is about: by id, address, number or name, or by what an earlier clause made.

use frontdesk_contract::{Place, Risk, Schema};
use serde_json::Value;

use super::{Fit, Scope};
use crate::frame::{Slot, Spot, is_noun};
use crate::token::{Kind, Token};
use crate::value;
use crate::vocabulary::may_be_name;

/// An id that is known only after another request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    /// The slot that the id goes into.
    pub(crate) slot: usize,
    pub(crate) referent: Referent,
}

/// How a thing was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Referent {
    Email(String),
    Phone(String),
    Username(String),
    ExternalId(String),
    /// A name, a slug or a key.
    Name(String),
    /// What the step of that number made or found.
    Earlier(usize),
}

impl Referent {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Email(text)
            | Self::Phone(text)
            | Self::Username(text)
            | Self::ExternalId(text)
            | Self::Name(text) => text,
            Self::Earlier(_) => "",
        }
    }
}

/// Whether a text is an id that begins so: `user` and `_`, and something of its own.
pub(crate) fn has_prefix(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_'));
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// The id that a token is, if its beginning is known.
pub(crate) fn id_prefix<'a>(token: &Token, prefixes: &[&'a str]) -> Option<&'a str> {
    matches!(token.kind, Kind::Word | Kind::Quoted)
        .then(|| prefixes.iter().copied().find(|prefix| has_prefix(&token.text, prefix)))
        .flatten()
}

/// Words that say what kind of name follows.
fn qualifier(tokens: &[Token]) -> (usize, &'static str) {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_one_of(words));
    let mut at = 0;
    while is(at, &["with", "by", "whose", "having", "the", "that", "has"]) {
        at += 1;
    }
    let (length, kind) = if is(at, &["email"]) {
        (1 + usize::from(is(at + 1, &["address"])), "email")
    } else if is(at, &["phone"]) {
        (1 + usize::from(is(at + 1, &["number"])), "phone")
    } else if is(at, &["username"]) {
        (1, "username")
    } else if is(at, &["external"]) && is(at + 1, &["id"]) {
        (2, "external")
    } else if tokens.get(at).is_some_and(|token| token.text == "external_id") {
        (1, "external")
    } else if is(at, &["name", "named", "called", "slug", "key"]) {
        (1, "name")
    } else if is(at, &["id"]) {
        (1, "id")
    } else {
        return (0, "");
    };
    at += length;
    while is(at, &["is", "of", "equals", "="]) {
        at += 1;
    }
    (at, kind)
}

/// The thing at the beginning of the tokens, and how many of them name it.
pub(crate) fn referent(tokens: &[Token], slot: &Slot, scope: &Scope) -> Option<(Result<String, Referent>, usize)> {
    let target = slot.target.as_ref()?;
    let (skip, kind) = qualifier(tokens);
    let rest = tokens.get(skip..)?;
    let token = rest.first()?;
    if let Some(prefix) = id_prefix(token, scope.prefixes) {
        let fits = target.prefixes.contains(&prefix) || target.prefixes.is_empty() && expected(prefix, slot);
        return (fits && matches!(kind, "" | "id")).then(|| (Ok(token.text.clone()), skip + 1));
    }
    let plain = matches!(token.kind, Kind::Word | Kind::Quoted);
    if kind == "id" || kind.is_empty() && target.prefixes.is_empty() && skip == 0 && looks_like_id(token) {
        return plain.then(|| (Ok(token.text.clone()), skip + 1));
    }
    target.list?;
    // Of several things that something is done to, each is named by its id.
    if slot.is_array() && slot.spot == Spot::Body || !takes(slot, &token.kind) {
        return None;
    }
    let (name, taken) = if token.kind == Kind::Word { value::run(rest) } else { (token.text.clone(), 1) };
    let is_users = target.list.is_some_and(|list| list.parameter(Place::Query, "username").is_some());
    let referent = match (&token.kind, kind) {
        (Kind::Email, "" | "email") => Referent::Email(name),
        (Kind::Phone, "" | "phone") => Referent::Phone(name),
        (_, "username") if plain && is_users => Referent::Username(name),
        (Kind::Number(_), "external") if is_users => Referent::ExternalId(name),
        (_, "external") if plain && is_users => Referent::ExternalId(name),
        (Kind::Quoted, "" | "name") => Referent::Name(name),
        (Kind::Word, "" | "name") if may_be_name(token) && !(kind.is_empty() && is_noun(&token.word)) => {
            // One word is a username; of people, two are a first and a last name.
            if is_users && taken == 1 && kind.is_empty() { Referent::Username(name) } else { Referent::Name(name) }
        }
        _ => return None,
    };
    Some((Err(referent), skip + taken))
}

impl Fit {
    fn bind(&mut self, index: usize, found: Result<String, Referent>, said: bool) -> bool {
        let slot = self.frame.slots[index].clone();
        match found {
            Ok(id) => {
                let ambiguous = id.starts_with("idn_");
                let value = if slot.is_array() { Value::Array(vec![Value::from(id)]) } else { Value::from(id) };
                let before = self.mentioned.clone();
                let put = self.put(index, value);
                if !said {
                    // The beginning of an id says what it is, though not every word for it.
                    self.mentioned = before;
                    let essential = &self.frame.essential;
                    let words: Vec<String> = slot
                        .words
                        .iter()
                        .filter(|word| essential.contains(word) || Some(*word) == slot.words.last())
                        .cloned()
                        .collect();
                    if !ambiguous {
                        self.mention(&words);
                    }
                }
                put
            }
            Err(referent) => {
                if self.is_filled(index) {
                    return false;
                }
                // An address alone does not say what it belongs to; it is taken for a user's where nothing is destroyed.
                let harmless = !matches!(self.frame.operation.risk, Risk::Destructive | Risk::Irreversible);
                if said || harmless && slot.words == ["user"] || matches!(referent, Referent::Earlier(_)) {
                    self.mention(&slot.words);
                }
                self.references.push(Reference { slot: index, referent });
                self.pending = false;
                true
            }
        }
    }

    /// Whether a slot can take another thing: it is empty, or takes several ids.
    fn is_open(&self, index: usize) -> bool {
        let slot = &self.frame.slots[index];
        !self.is_filled(index) || slot.is_array() && !self.references.iter().any(|reference| reference.slot == index)
    }

    pub(super) fn value_or_reference(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let token = tokens.first()?;
        // "organization Acme", "user with e-mail address a@example.com"
        let mut nouns: Vec<usize> = (0..self.frame.slots.len())
            .filter(|index| {
                let slot = &self.frame.slots[*index];
                let said = slot.field.name == "created_by" && token.is("owner")
                    || !slot.words.is_empty()
                        && slot.words.len() < tokens.len()
                        && slot.words.iter().zip(tokens).all(|(word, token)| token.is_word() && token.word == *word);
                said && slot.target.is_some() && self.is_open(*index)
            })
            .collect();
        nouns.sort_by_key(|index| {
            let slot = &self.frame.slots[*index];
            (std::cmp::Reverse(slot.words.len()), !slot.required, slot.spot != Spot::Path)
        });
        for index in nouns {
            let slot = self.frame.slots[index].clone();
            let length = if token.is("owner") { 1 } else { slot.words.len() };
            // "user_1's": the owner of what follows, not the thing itself.
            if let Some((found, taken)) = referent(&tokens[length..], &slot, scope) {
                let own = self.frame.is_list && self.frame.resource == slot.words;
                if own && found.is_err() {
                    continue;
                }
                let own_plural = tokens[length - 1].plural && self.frame.resource == slot.words;
                self.plural |= own_plural;
                return self.bind(index, found, true).then_some(length + taken);
            }
        }
        if let Some(prefix) = id_prefix(token, scope.prefixes) {
            let index = self.slot_for(|slot, target| {
                target.prefixes.contains(&prefix) || target.prefixes.is_empty() && expected(prefix, slot)
            })?;
            return self.bind(index, Ok(token.text.clone()), false).then_some(1);
        }
        match token.kind {
            Kind::Email | Kind::Phone => {
                let name = if token.kind == Kind::Email { "email_address" } else { "phone_number" };
                for name in [name, "identifier"] {
                    let Some(index) = self.frame.slot(name).filter(|index| self.frame.slots[*index].target.is_none())
                    else {
                        continue;
                    };
                    let bulk = self.frame.is_bulk && name == "email_address";
                    if bulk || !self.is_filled(index) {
                        let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens)?;
                        // The address was given, the word for it was not.
                        let before = self.mentioned.clone();
                        let put = self.put(index, value);
                        self.mentioned = before;
                        return put.then_some(taken);
                    }
                }
                // What is optional in a write, such as who invites, is named by its field.
                let reads = self.is_read();
                let index = self.slot_for(|slot, _| takes(slot, &token.kind) && (slot.required || reads))?;
                let slot = self.frame.slots[index].clone();
                let (found, taken) = referent(tokens, &slot, scope)?;
                self.bind(index, found, false).then_some(taken)
            }
            Kind::Url => {
                let is_url =
                    |slot: &Slot| slot.words.iter().any(|word| word == "url" || word == "uri") && slot.target.is_none();
                let index = (0..self.frame.slots.len())
                    .find(|index| is_url(&self.frame.slots[*index]) && !self.is_filled(*index))?;
                let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens)?;
                self.put(index, value).then_some(taken)
            }
            Kind::Quoted => self.quoted(tokens, scope),
            Kind::Word => self.plain_word(tokens, scope),
            _ => None,
        }
    }

    /// A quoted text: the name of what was just mentioned, of what is made, or what is searched for.
    fn quoted(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let noun = self.last_noun.clone().unwrap_or_default();
        let creates = matches!(self.frame.verb, "create" | "add");
        let named = |fit: &Self, name: &str| {
            fit.frame.slot(name).filter(|index| fit.frame.slots[*index].target.is_none() && !fit.is_filled(*index))
        };
        if creates && self.frame.resource.last() == Some(&noun) {
            let index = ["name", "identifier", "key"].iter().find_map(|name| named(self, name))?;
            let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens)?;
            return self.put(index, value).then_some(taken);
        }
        if let Some(index) = self.slot_for(|slot, target| {
            slot.words.last() == Some(&noun) && target.list.is_some() && target.within.is_none()
        }) {
            let slot = self.frame.slots[index].clone();
            if !(self.frame.is_list && self.frame.resource == slot.words) {
                let (found, taken) = referent(tokens, &slot, scope)?;
                return self.bind(index, found, true).then_some(taken);
            }
        }
        if creates && noun.is_empty() {
            let index = named(self, "identifier")?;
            return self.put(index, Value::from(tokens[0].text.clone())).then_some(1);
        }
        let own = noun.is_empty() || self.frame.resource.last() == Some(&noun);
        let index = if self.frame.is_list && own { named(self, "query")? } else { return None };
        self.put(index, Value::from(tokens[0].text.clone())).then_some(1)
    }

    /// A word for a part of the path that is no id, such as the slug of a template.
    fn plain_word(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let token = tokens.first()?;
        if self.frame.has_noun(&token.word) {
            return None;
        }
        self.last_noun.as_ref()?;
        let index = (0..self.frame.slots.len()).find(|index| {
            let slot = &self.frame.slots[*index];
            slot.spot == Spot::Path
                && slot.target.is_none()
                && !self.is_filled(*index)
                && !matches!(slot.field.schema.without_null(), Schema::String(text) if !text.values.is_empty())
                && super::doc_choices(slot.field.doc).is_empty()
        })?;
        if !may_be_name(token) {
            return None;
        }
        let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens)?;
        self.put(index, value).then_some(taken)
    }

    /// An open slot for an id that fits: what is required and in the path first.
    fn slot_for(&self, fits: impl Fn(&Slot, &crate::frame::Target) -> bool) -> Option<usize> {
        let mut open: Vec<usize> = (0..self.frame.slots.len())
            .filter(|index| {
                let slot = &self.frame.slots[*index];
                slot.target.as_ref().is_some_and(|target| fits(slot, target)) && self.is_open(*index)
            })
            .collect();
        open.sort_by_key(|index| {
            let slot = &self.frame.slots[*index];
            let recent = self.last_noun.as_ref().is_some_and(|noun| slot.words.last() == Some(noun));
            (!(recent && slot.words.len() == 1), !slot.required, slot.spot != Spot::Path, slot.words.len())
        });
        open.first().copied()
    }

    /// `it`, `them`, `there`: what an earlier clause made.
    pub(super) fn pronoun(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let token = tokens.first()?;
        let taken = if token.is_one_of(&["it", "them", "him", "they", "her", "there"]) {
            1
        } else if token.is_one_of(&["that", "this"])
            && tokens.get(1).is_some_and(|noun| scope.earlier.iter().any(|(words, _)| words.last() == Some(&noun.word)))
        {
            2
        } else {
            return None;
        };
        // What would be destroyed is what was spoken of last, and nothing before it.
        let destroys = matches!(self.frame.operation.risk, Risk::Destructive | Risk::Irreversible);
        let reach = if destroys { 1 } else { scope.earlier.len() };
        let (index, step) = scope.earlier.iter().rev().take(reach).find_map(|(words, step)| {
            let index = self.slot_for(|slot, _| slot.words == *words && !(destroys && slot.is_array()))?;
            Some((index, *step))
        })?;
        self.used_earlier = true;
        self.bind(index, Err(Referent::Earlier(step)), true).then_some(taken)
    }

    /// What was made earlier stands where nothing else was said, unless something would be destroyed.
    pub(super) fn use_earlier(&mut self, scope: &Scope) {
        if matches!(self.frame.operation.risk, Risk::Destructive | Risk::Irreversible) {
            return;
        }
        for (words, step) in scope.earlier.iter().rev() {
            let open = (0..self.frame.slots.len()).find(|index| {
                let slot = &self.frame.slots[*index];
                slot.required && slot.target.is_some() && slot.words == *words && !self.is_filled(*index)
            });
            if let Some(index) = open {
                self.used_earlier = true;
                self.bind(index, Err(Referent::Earlier(*step)), true);
            }
        }
    }
}

/// Whether what a slot's ids belong to can be found by such a token.
fn takes(slot: &Slot, kind: &Kind) -> bool {
    let Some(target) = &slot.target else { return false };
    let Some(list) = target.list else { return false };
    let item = crate::frame::item_of(list);
    let has = |names: &[&str]| item.is_some_and(|item| item.fields.iter().any(|field| names.contains(&field.name)));
    match kind {
        Kind::Email => match target.within {
            Some(part) => part == "email_addresses",
            None => has(&["email_address", "email_addresses", "identifier"]),
        },
        Kind::Phone => match target.within {
            Some(part) => part == "phone_numbers",
            None => has(&["phone_number", "phone_numbers", "identifier"]),
        },
        Kind::Url => has(&["url"]),
        Kind::Word | Kind::Quoted | Kind::Number(_) => target.within.is_none(),
        _ => false,
    }
}

/// Ids whose beginning no description names still look like ids.
fn looks_like_id(token: &Token) -> bool {
    let Some((prefix, rest)) = token.text.split_once('_') else { return false };
    token.kind == Kind::Word
        && prefix.len() >= 2
        && rest.len() >= 1
        && rest.chars().any(|c| c.is_ascii_digit())
        && prefix.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// The ids of the most common things, where the description of a parameter does not say how they begin.
fn expected(prefix: &str, slot: &Slot) -> bool {
    let words: Vec<&str> = slot.words.iter().map(String::as_str).collect();
    match prefix {
        "user" => words == ["user"] || slot.field.name == "created_by",
        "org" => words == ["organization"],
        "sess" => words == ["session"],
        "client" => words == ["client"],
        "inv" => words == ["invitation"],
        "orginv" => words == ["invitation"] || words == ["organization", "invitation"],
        "idn" => words == ["email", "address"] || words == ["phone", "number"],
        _ => slot.spot == Spot::Path,
    }
}
