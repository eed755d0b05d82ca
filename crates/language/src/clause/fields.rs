//! Values by the names of their fields: assignments in words, flags, choices, files.

use frontdesk_contract::Schema;
use serde_json::Value;

use super::{Fit, Scope};
use crate::frame::Spot;
use crate::token::Token;
use crate::value;
use crate::vocabulary::{is_filler, words_of};

impl Fit {
    /// `first name Ann`, `with role admin`, `verified`, `expires in 30 days`: a field by its name, and its value.
    pub(super) fn field(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let mut best: Option<(usize, usize, Value)> = None;
        for index in 0..self.frame.slots.len() {
            let slot = &self.frame.slots[index];
            if slot.target.is_some() {
                continue;
            }
            let Some(named) = self.name_length(index, tokens) else { continue };
            let connector = tokens.get(named).filter(|token| {
                token.is_one_of(&[
                    "to",
                    "is",
                    "as",
                    "equals",
                    "equal",
                    "be",
                    "=",
                    "like",
                    "containing",
                    "contains",
                    "contain",
                    "being",
                ])
            });
            let skip = named + usize::from(connector.is_some());
            let found = value::read(slot.field, scope.version, tokens.get(skip..).unwrap_or_default())
                .map(|(value, taken)| (skip + taken, value))
                .or_else(|| {
                    let is_flag = matches!(slot.field.schema.without_null(), Schema::Boolean) && connector.is_none();
                    is_flag.then_some((named, Value::Bool(true)))
                });
            if let Some((taken, value)) = found {
                if best.as_ref().is_none_or(|(_, length, _)| taken > *length) {
                    best = Some((index, taken, value));
                }
            }
        }
        if best.is_none() && self.awaiting.is_none() && !self.is_read() {
            let later = (0..self.frame.slots.len())
                .filter(|index| self.frame.slots[*index].target.is_none() && !self.is_filled(*index))
                .filter_map(|index| Some((self.name_length(index, tokens)?, index)))
                .filter(|(length, _)| {
                    tokens.get(*length).is_some_and(|token| token.is_one_of(&["of", "for", "on", "in"]))
                })
                .max_by_key(|(length, index)| (*length, std::cmp::Reverse(*index)))?;
            self.awaiting = Some(later.1);
            let words = self.frame.slots[later.1].words.clone();
            self.mention(&words);
            return Some(later.0);
        }
        let (index, taken, value) = best?;
        self.put(index, value).then_some(taken)
    }

    /// How many tokens name a field, by all its words or by those that tell it apart.
    fn name_length(&self, index: usize, tokens: &[Token]) -> Option<usize> {
        let slot = &self.frame.slots[index];
        let first = tokens.first().filter(|token| token.is_word())?;
        if first.text == slot.field.name {
            return Some(1);
        }
        let says = |words: &[String]| {
            !words.is_empty()
                && words.len() <= tokens.len()
                && words.iter().zip(tokens).all(|(word, token)| token.is_word() && token.word == *word)
        };
        if says(&slot.words) {
            return Some(slot.words.len());
        }
        for (spoken, meant) in OTHER_NAMES {
            if meant.contains(&slot.field.name) && says(&words_of(spoken)) {
                return Some(words_of(spoken).len());
            }
        }
        // "email" for `email_address`, "expires in" for `expires_in_days`.
        let (last, before) = slot.words.split_last()?;
        let weak = slot.spot == Spot::Path && last == "name"
            || ["address", "number", "url", "day", "second", "key", "identifier"].contains(&last.as_str());
        let unique = self
            .frame
            .slots
            .iter()
            .filter(|other| {
                other.words.len() == slot.words.len() && other.words.starts_with(before) && other.target.is_none()
            })
            .count()
            == 1;
        (weak && unique && says(before)).then_some(before.len())
    }

    /// `enable test mode`, `disable slugs`: the verb is the value.
    pub(super) fn switch(&mut self, spoken: &str, tokens: &[Token]) -> Option<usize> {
        let value = switched(spoken)?;
        if self.frame.verb != "update" {
            return None;
        }
        let is_flag = |index: &usize| matches!(self.frame.slots[*index].field.schema.without_null(), Schema::Boolean);
        let found =
            (0..self.frame.slots.len()).filter(is_flag).filter(|index| !self.is_filled(*index)).find_map(|index| {
                let mut words = self.frame.slots[index].words.clone();
                // "enable domains" for `domains_enabled`
                words.retain(|word| word != "enabled");
                let says = !words.is_empty()
                    && words.len() <= tokens.len()
                    && words.iter().zip(tokens).all(|(word, token)| token.word == *word);
                says.then_some((index, words.len()))
            });
        let (index, taken) = found?;
        self.put(index, Value::Bool(value)).then_some(taken)
    }

    /// `named Acme`, `called 'Acme'`, `as admin`, `rename … to Acme`, `change the role of … to admin`.
    pub(super) fn named(&mut self, spoken: &str, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let word = tokens.first().filter(|token| token.is_word())?.word.clone();
        if let (Some(index), "to" | "with" | "by") = (self.awaiting, word.as_str()) {
            let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens.get(1..)?)?;
            self.awaiting = None;
            return self.put(index, value).then_some(1 + taken);
        }
        let (wanted, skip): (&[&str], usize) = match word.as_str() {
            "named" | "called" | "titled" => (&["name", "agent_name"], 1),
            "to" if spoken == "rename" => (&["name"], 1),
            "as" => {
                let article = tokens.get(1).is_some_and(|token| is_filler(&token.word));
                (&["role"], 1 + usize::from(article))
            }
            // "make ann@example.com an admin of", "promote … to admin"
            "to" if matches!(spoken, "promote" | "demote") => (&["role"], 1),
            "admin" | "membership" if matches!(spoken, "make" | "give" | "grant") => (&["role"], 0),
            "admin" if self.frame.is_list => {
                let index = self.frame.slot("role")?;
                self.mention(&["membership".to_owned()]);
                return self.put(index, Value::Array(vec![Value::from("org:admin")])).then_some(1);
            }
            "to" if self.last_noun.as_deref() == Some("role") => (&["role"], 1),
            _ => return None,
        };
        let index = wanted.iter().find_map(|name| self.frame.slot(name)).filter(|index| !self.is_filled(*index))?;
        let (value, taken) = value::read(self.frame.slots[index].field, scope.version, tokens.get(skip..)?)?;
        self.put(index, value).then_some(skip + taken)
    }

    /// A file to upload, by its name.
    pub(super) fn file(&mut self, tokens: &[Token]) -> Option<usize> {
        let token = tokens.first()?;
        let slot = self.frame.slots.iter().find(|slot| matches!(slot.field.schema.without_null(), Schema::Binary))?;
        let path = token.text.trim_start_matches('@');
        let is_file =
            [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"].iter().any(|end| path.to_lowercase().ends_with(end));
        if !is_file || self.file.is_some() {
            return None;
        }
        self.file = Some((slot.field.name, path.to_owned()));
        self.pending = false;
        Some(1)
    }

    /// `pending invitations`, `banned users`, `email templates`: a value of an enum, or a flag.
    pub(super) fn adjective(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        let token = tokens.first().filter(|token| token.is_word())?;
        let (negated, said) = match tokens {
            [first, second, ..] if first.is("not") && self.is_read() => (true, second),
            _ => (false, token),
        };
        let taken = 1 + usize::from(negated);
        for index in 0..self.frame.slots.len() {
            let slot = &self.frame.slots[index];
            if self.is_filled(index) {
                continue;
            }
            let word = said.text.to_lowercase();
            if matches!(slot.field.schema.without_null(), Schema::Boolean) && slot.words.len() == 1 {
                let name = slot.field.name;
                if word == name {
                    return self.put(index, Value::Bool(!negated)).then_some(taken);
                }
                if word.strip_prefix("un") == Some(name) {
                    return self.put(index, Value::Bool(negated)).then_some(taken);
                }
            }
            let values = match slot.field.schema.without_null() {
                Schema::String(text) => text.values,
                Schema::Array { items, .. } => match items.without_null() {
                    Schema::String(text) => text.values,
                    _ => &[],
                },
                _ => &[],
            };
            // Where nothing is declared, a description that names several values in a path says as much.
            if values.is_empty() && slot.spot == Spot::Path && slot.target.is_none() && !negated {
                if doc_choices(slot.field.doc).contains(&word.as_str()) {
                    return self.put(index, Value::from(word)).then_some(taken);
                }
            }
            let is_choice = slot.spot != Spot::Body && !values.is_empty() && slot.field.name != "order_by" && !negated;
            if is_choice {
                if let Some((value, 1)) = value::read(slot.field, scope.version, std::slice::from_ref(said)) {
                    return self.put(index, value).then_some(taken);
                }
            }
        }
        None
    }
}

/// The words that a description puts between backticks, when there are several.
pub(super) fn doc_choices(doc: &'static str) -> Vec<&'static str> {
    let choices: Vec<&str> = doc.split('`').skip(1).step_by(2).collect();
    if choices.len() > 1 { choices } else { Vec::new() }
}

/// The value that a verb gives to a flag.
pub(super) fn switched(spoken: &str) -> Option<bool> {
    match spoken {
        "enable" | "activate" => Some(true),
        "disable" | "deactivate" => Some(false),
        _ => None,
    }
}

/// What people call a field besides its name.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("surname", &["last_name"]),
    ("family name", &["last_name"]),
    ("given name", &["first_name"]),
    ("forename", &["first_name"]),
    ("language", &["locale"]),
    ("max member", &["max_allowed_memberships"]),
    ("member limit", &["max_allowed_memberships"]),
    ("membership limit", &["max_allowed_memberships"]),
    ("max membership", &["max_allowed_memberships"]),
    ("owner", &["created_by"]),
    ("matching", &["query"]),
    ("containing", &["query"]),
    ("search", &["query"]),
    ("redirect", &["redirect_url"]),
    ("description", &["task_description"]),
    ("reason", &["revocation_reason"]),
    ("expiring in", &["expires_in_days", "expires_in_seconds", "seconds_until_expiration"]),
    ("expire in", &["expires_in_days", "expires_in_seconds", "seconds_until_expiration"]),
    ("valid for", &["expires_in_days", "expires_in_seconds", "seconds_until_expiration"]),
];
