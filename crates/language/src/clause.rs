//! A clause read against one operation: from left to right, and every word has to have a place.

use frontdesk_contract::{ApiVersion, Method, Risk, Schema};
use jiff::ZonedDateTime;
use serde_json::{Map, Value};

use crate::frame::{Frame, Spot};
use crate::token::{Given, Kind, Token};
use crate::value;
use crate::vocabulary::{QUANTIFIERS, is_filler, may_be_name};

mod fields;
mod listing;
mod reference;

use fields::{doc_choices, switched};
pub(crate) use reference::{Reference, Referent, id_prefix, referent};

/// What every clause of a phrase is read with.
pub(crate) struct Scope<'a> {
    pub(crate) version: ApiVersion,
    pub(crate) now: &'a ZonedDateTime,
    pub(crate) prefixes: &'a [&'static str],
    /// What earlier clauses made or found: the words for it, and the number of the step.
    pub(crate) earlier: &'a [(Vec<String>, usize)],
}

/// A clause that fits an operation.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) frame: &'static Frame,
    pub(crate) path: Map<String, Value>,
    pub(crate) query: Map<String, Value>,
    pub(crate) body: Map<String, Value>,
    /// Several things for an operation that takes many.
    pub(crate) bulk: Vec<(usize, Value)>,
    pub(crate) references: Vec<Reference>,
    pub(crate) file: Option<(&'static str, String)>,
    pub(crate) notes: Vec<String>,
    mentioned: Vec<String>,
    /// Whether the thing itself was named in the plural.
    plural: bool,
    pub(crate) used_earlier: bool,
    // Where reading is.
    last_noun: Option<String>,
    pending: bool,
    time_subject: Option<&'static str>,
    /// A field that was named and gets its value later: "set the slug of org_1 to acme".
    awaiting: Option<usize>,
}

/// How well a clause fits, smaller is better: missing values, unsaid words, odd number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) missing: usize,
    pub(crate) unsaid: usize,
    pub(crate) odd: usize,
}

impl Score {
    /// Whether it is better in one way and not worse in another.
    pub(crate) fn beats(self, other: Self) -> bool {
        self.missing <= other.missing
            && self.unsaid <= other.unsaid
            && (self.missing, self.unsaid, self.odd) != (other.missing, other.unsaid, other.odd)
            && ((self.missing, self.unsaid) != (other.missing, other.unsaid) || self.odd < other.odd)
    }
}

/// Reads the words after a verb. `spoken` is the verb as it was said, `implied` the noun that it stands for.
/// An error says how many tokens found a place.
pub(crate) fn read(
    frame: &'static Frame,
    spoken: &str,
    implied: Option<&str>,
    tokens: &[Token],
    scope: &Scope,
) -> Result<Fit, usize> {
    let mut fit = Fit {
        frame,
        path: Map::new(),
        query: Map::new(),
        body: Map::new(),
        bulk: Vec::new(),
        references: Vec::new(),
        file: None,
        notes: Vec::new(),
        mentioned: implied.map(str::to_owned).into_iter().collect(),
        plural: false,
        used_earlier: false,
        last_noun: None,
        pending: false,
        time_subject: None,
        awaiting: None,
    };
    let mut at = 0;
    while at < tokens.len() {
        match fit.next(spoken, tokens, at, scope) {
            Some(taken) => at += taken,
            None => return Err(at),
        }
    }
    fit.finish(spoken, implied, scope).then_some(fit).ok_or(tokens.len())
}

impl Fit {
    pub(crate) fn is_read(&self) -> bool {
        self.frame.operation.risk == Risk::Read
    }

    /// What is at `at`, put in its place; how many tokens it takes.
    fn next(&mut self, spoken: &str, tokens: &[Token], at: usize, scope: &Scope) -> Option<usize> {
        let token = &tokens[at];
        match &token.kind {
            Kind::Assign(name, given) => return self.assign(name, given, scope),
            Kind::Comma if at > 0 && at + 1 < tokens.len() => return Some(1),
            _ => {}
        }
        if at > 0 && token.is("and") && at + 1 < tokens.len() {
            return Some(1);
        }
        let rest = &tokens[at..];
        self.pronoun(rest, scope)
            .or_else(|| self.listing(rest, scope))
            .or_else(|| self.switch(spoken, rest))
            .or_else(|| self.field(rest, scope))
            .or_else(|| self.named(spoken, rest, scope))
            .or_else(|| self.file(rest))
            .or_else(|| self.value_or_reference(rest, scope))
            .or_else(|| self.adjective(rest, scope))
            .or_else(|| self.noun(token))
            .or_else(|| self.small_word(spoken, token, at + 1 < tokens.len()))
            .or_else(|| self.bare_name(rest, scope))
    }

    fn assign(&mut self, name: &str, given: &Given, scope: &Scope) -> Option<usize> {
        let (root, rest) = name.split_once('.').map_or((name, None), |(root, rest)| (root, Some(rest)));
        let index = self.frame.slot(root.strip_suffix("[]").unwrap_or(root))?;
        let field = self.frame.slots[index].field;
        let value = match (given, rest) {
            (Given::Json(value), None) => value.clone(),
            (Given::Text(text), None) => match field.schema.without_null() {
                Schema::Array { items, .. } => {
                    Value::Array(vec![frontdesk_contract::request::read_scalar(items, text)])
                }
                schema => frontdesk_contract::request::read_scalar(schema, text),
            },
            // What lies inside an object is left to `METHOD /path a.b=c`.
            (_, Some(_)) => return None,
        };
        if let Some(target) = &self.frame.slots[index].target {
            let text = value.as_str().unwrap_or_default();
            if !target.prefixes.is_empty() && !scope.prefixes.iter().any(|prefix| reference::has_prefix(text, prefix)) {
                return None;
            }
        }
        self.put(index, value).then_some(1)
    }

    /// Puts a value into a slot; a second value for what takes one does not fit.
    fn put(&mut self, index: usize, value: Value) -> bool {
        let slot = self.frame.slots[index].clone();
        let map = match slot.spot {
            Spot::Path => &mut self.path,
            Spot::Query => &mut self.query,
            Spot::Body => &mut self.body,
        };
        match map.get_mut(slot.field.name) {
            None => {
                map.insert(slot.field.name.to_owned(), value);
            }
            Some(Value::Array(present)) if slot.is_array() => match value {
                Value::Array(more) => present.extend(more),
                one => present.push(one),
            },
            // Several things for an operation that takes many of them.
            Some(_) if self.frame.is_bulk && slot.spot == Spot::Body => self.bulk.push((index, value)),
            Some(_) => return false,
        }
        self.mention(&slot.words);
        self.pending = false;
        true
    }

    fn is_filled(&self, index: usize) -> bool {
        let slot = &self.frame.slots[index];
        let name = slot.field.name;
        let map = match slot.spot {
            Spot::Path => &self.path,
            Spot::Query => &self.query,
            Spot::Body => &self.body,
        };
        map.contains_key(name) || self.references.iter().any(|reference| reference.slot == index)
    }

    fn mention(&mut self, words: &[String]) {
        for word in words {
            if !self.mentioned.contains(word) {
                self.mentioned.push(word.clone());
            }
        }
    }

    fn noun(&mut self, token: &Token) -> Option<usize> {
        let known = token.is_word() && self.frame.has_noun(&token.word);
        let word = token.word.as_str();
        if !known {
            return None;
        }
        let is_own = self.frame.resource.last().is_some_and(|last| last == word);
        self.plural |= token.plural && is_own;
        self.mention(&[word.to_owned()]);
        self.last_noun = Some(word.to_owned());
        self.pending = false;
        Some(1)
    }

    fn small_word(&mut self, spoken: &str, token: &Token, more: bool) -> Option<usize> {
        if !token.is_word() {
            return None;
        }
        let word = token.word.as_str();
        if self.is_read() && matches!(word, "has" | "have" | "does") {
            return Some(1);
        }
        if word == "as" && matches!(spoken, "mark" | "unmark" | "set") && more {
            return Some(1);
        }
        if matches!(
            word,
            "of" | "for"
                | "from"
                | "in"
                | "to"
                | "into"
                | "on"
                | "by"
                | "with"
                | "at"
                | "inside"
                | "within"
                | "belonging"
                | "under"
                | "using"
                | "has"
                | "have"
        ) {
            // A preposition has to be followed by what it is about.
            if self.pending && word != "to" || !more {
                return None;
            }
            self.pending = true;
            return Some(1);
        }
        let filler = is_filler(word) && more;
        let in_read = self.is_read()
            && (QUANTIFIERS.contains(&word)
                || matches!(
                    word,
                    "are"
                        | "is"
                        | "was"
                        | "were"
                        | "been"
                        | "who"
                        | "that"
                        | "which"
                        | "whose"
                        | "there"
                        | "we"
                        | "i"
                        | "you"
                        | "do"
                        | "had"
                        | "currently"
                        | "now"
                        | "exist"
                        | "be"
                ));
        (filler || in_read || (word == "id" && more)).then_some(1)
    }

    /// Whether all that is needed to understand it was said.
    fn finish(&mut self, spoken: &str, implied: Option<&str>, scope: &Scope) -> bool {
        if self.pending || self.time_subject.is_some() || self.awaiting.is_some() {
            return false;
        }
        // "activate saml connection samlc_1"
        if let Some(value) = switched(spoken).filter(|_| self.frame.verb == "update" && self.body.is_empty()) {
            let is_flag =
                |index: &usize| matches!(self.frame.slots[*index].field.schema.without_null(), Schema::Boolean);
            let flag = ["active", "enabled"].iter().find_map(|name| self.frame.slot(name)).filter(is_flag);
            if let Some(index) = flag.filter(|_| self.frame.own_slot().is_some()) {
                self.put(index, Value::Bool(value));
            }
        }
        // An update that changes nothing was not what was meant.
        let changes = self.frame.slots.iter().any(|slot| slot.spot == Spot::Body);
        let method = self.frame.operation.method;
        if matches!(method, Method::Patch | Method::Put)
            && changes
            && self.body.is_empty()
            && self.file.is_none()
            && !self.has_body_reference()
        {
            return false;
        }
        self.use_earlier(scope);
        let single = self.frame.slots.iter().all(|slot| slot.spot != Spot::Path);
        let flagged = matches!(spoken, "enable" | "disable") && single && !self.body.is_empty();
        // "add ann@example.com to organization Acme" is about a membership, though nobody says so.
        let is_membership =
            implied == Some("membership") && self.frame.resource.last().is_some_and(|last| last == "membership");
        if is_membership && self.frame.verb == "update" && !self.body.contains_key("role") {
            return false;
        }
        if implied.is_some_and(|noun| !self.frame.essential.iter().any(|word| word == noun))
            && self.frame.verb != "read"
        {
            return false;
        }
        let all = self.frame.essential.iter().all(|word| self.mentioned.contains(word));
        if !all && !flagged {
            return false;
        }
        if spoken == "rename" && !self.body.contains_key("name") {
            return false;
        }
        // Several things are destroyed one by one, unless the operation is made for many that are named.
        let destroys = matches!(self.frame.operation.risk, Risk::Destructive | Risk::Irreversible);
        let many = self.frame.slots.iter().any(|slot| slot.is_array() && slot.target.is_some() && slot.required);
        if destroys && self.plural && self.frame.own_slot().is_some() && !many {
            return false;
        }
        let bulk_named = self.frame.is_bulk && !self.bulk.is_empty();
        !self.frame.is_bulk || bulk_named
    }

    fn has_body_reference(&self) -> bool {
        self.references.iter().any(|reference| self.frame.slots[reference.slot].spot == Spot::Body)
    }

    /// Required values that are not there.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        (0..self.frame.slots.len())
            .filter(|index| self.frame.slots[*index].required && !self.is_filled(*index))
            .filter(|index| self.file.as_ref().is_none_or(|(name, _)| *name != self.frame.slots[*index].field.name))
            .map(|index| self.frame.slots[index].field.name)
            .collect()
    }

    pub(crate) fn score(&self) -> Score {
        let unsaid = self
            .frame
            .essential
            .iter()
            .chain(&self.frame.optional)
            .filter(|word| !self.mentioned.contains(word))
            .count();
        let is_read = self.frame.operation.method == Method::Get;
        // One thing is better served by the operation that is made for one, and by the one that is made for its owner.
        let filters = self
            .query
            .keys()
            .filter_map(|name| self.frame.slot(name))
            .filter(|index| self.frame.slots[*index].target.is_some());
        let many =
            self.frame.slots.iter().any(|slot| slot.spot == Spot::Body && slot.is_array() && slot.target.is_some());
        let several = self.body.values().any(|value| value.as_array().is_some_and(|items| items.len() > 1));
        let odd =
            usize::from(is_read && self.frame.is_list != self.plural) + filters.count() + usize::from(many && !several);
        Score { missing: self.missing().len(), unsaid, odd }
    }

    /// A word that nothing else explains, right behind the noun for what it names: `user john_doe`.
    fn bare_name(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let token = tokens.first()?;
        if !may_be_name(token)
            || id_prefix(token, scope.prefixes).is_some()
            || token.plural && token.text.chars().all(char::is_lowercase) && self.frame.has_noun(&token.word)
        {
            return None;
        }
        // A name stands behind its noun: "create organization Acme".
        let behind = self.last_noun.clone().filter(|noun| self.frame.resource.last() == Some(noun))?;
        if self.frame.verb != "create" && self.frame.verb != "add" {
            return None;
        }
        let index =
            ["name", "slug"].iter().find_map(|name| self.frame.slot(name)).filter(|index| !self.is_filled(*index))?;
        if self.frame.slots[index].spot != Spot::Body || behind == "user" {
            return None;
        }
        let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens)?;
        self.last_noun = None;
        self.put(index, value).then_some(taken)
    }
}
