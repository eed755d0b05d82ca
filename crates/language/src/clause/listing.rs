//! What belongs to lists: times, orders, limits.

use frontdesk_contract::Schema;
use serde_json::Value;

use super::{Fit, Scope};
use crate::time;
use crate::token::{Kind, Token};
use crate::vocabulary::words_of;

/// What happened at a time, and the beginning of the names of its parameters.
const SUBJECTS: &[(&[&str], &str)] = &[
    (&["signedup"], "created_at"),
    (&["created"], "created_at"),
    (&["registered"], "created_at"),
    (&["added"], "created_at"),
    (&["last", "active"], "last_active_at"),
    (&["active"], "last_active_at"),
    (&["seen"], "last_active_at"),
    (&["last", "signedin"], "last_sign_in_at"),
    (&["signedin"], "last_sign_in_at"),
];

impl Fit {
    /// A time range, an order or a limit at the beginning of the tokens.
    pub(super) fn listing(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        if !self.is_read() || !(self.frame.is_list || self.frame.verb == "count") {
            return None;
        }
        self.time(tokens, scope).or_else(|| self.limit(tokens)).or_else(|| self.order(tokens))
    }

    fn time(&mut self, tokens: &[Token], scope: &Scope) -> Option<usize> {
        for (words, field) in SUBJECTS {
            let said = words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word));
            // A subject without a time behind it is an adjective or nothing.
            if said && time::parse(&tokens[words.len()..], scope.now).is_some() && self.has_time(field) {
                self.time_subject = Some(field);
                return Some(words.len());
            }
        }
        let (range, taken) = time::parse(tokens, scope.now)?;
        let field = self.time_subject.take().unwrap_or("created_at");
        for (side, moment) in [("after", range.after), ("before", range.before)] {
            let Some(moment) = moment else { continue };
            let index = self.frame.slot(&format!("{field}_{side}"))?;
            if self.is_filled(index) || !self.put(index, Value::from(moment)) {
                return None;
            }
        }
        self.pending = false;
        Some(taken)
    }

    fn has_time(&self, field: &str) -> bool {
        self.frame.slot(&format!("{field}_after")).is_some()
    }

    fn limit(&mut self, tokens: &[Token]) -> Option<usize> {
        let first = tokens.first()?;
        let index = self.frame.slot("limit")?;
        let number = |at: usize| tokens.get(at).and_then(time::number);
        let (count, taken) = if first.is_one_of(&["limit", "first", "top"]) {
            let of = usize::from(tokens.get(1).is_some_and(|token| token.is_one_of(&["of", "to"])));
            (number(1 + of)?, 2 + of)
        } else if first.is_one_of(&["up", "at"]) && tokens.get(1).is_some_and(|token| token.is_one_of(&["to", "most"]))
        {
            (number(2)?, 3)
        } else if first.is_one_of(&["last", "newest", "oldest"]) && number(1).is_some() {
            self.sort(if first.is("oldest") { "created_at" } else { "-created_at" })?;
            (number(1)?, 2)
        } else if first.is_one_of(&["offset", "skip"]) {
            let offset = self.frame.slot("offset")?;
            return self.put(offset, Value::from(number(1)?)).then_some(2);
        } else if matches!(first.kind, Kind::Number(_)) || number(0).is_some() {
            // "5 users", "10 newest users": a number is a limit when what it counts follows.
            let counted = tokens.get(1).filter(|token| token.is_word())?;
            if !(self.frame.has_noun(&counted.word)
                || counted.is_one_of(&["newest", "oldest", "recent", "banned", "active", "pending"]))
            {
                return None;
            }
            (number(0)?, 1)
        } else {
            return None;
        };
        (count > 0 && self.put(index, Value::from(count))).then_some(taken)
    }

    fn order(&mut self, tokens: &[Token]) -> Option<usize> {
        let first = tokens.first()?;
        if first.is_one_of(&["newest", "recent", "oldest"]) {
            let first_too = usize::from(tokens.get(1).is_some_and(|token| token.is("first")));
            self.sort(if first.is("oldest") { "created_at" } else { "-created_at" })?;
            return Some(1 + first_too);
        }
        if first.is("recently") && tokens.get(1).is_some_and(|token| token.is_one_of(&["created", "signedup", "added"]))
        {
            self.sort("-created_at")?;
            return Some(2);
        }
        if !first.is_one_of(&["sorted", "ordered", "order", "sort"]) {
            return None;
        }
        let by = usize::from(tokens.get(1).is_some_and(|token| token.is("by")));
        let rest = tokens.get(1 + by..)?;
        let at = rest.first()?;
        if at.is_one_of(&["newest", "oldest"]) {
            return self.order(rest).map(|taken| 1 + by + taken);
        }
        let (descends, typed) = at.text.strip_prefix('-').map_or((false, at.text.as_str()), |typed| (true, typed));
        let (key, mut taken) = self
            .order_keys()
            .into_iter()
            .filter_map(|key| {
                if key == typed {
                    return Some((key, 1));
                }
                let mut words = words_of(key);
                // "sign-in" for `last_sign_in_at`, "creation" for `created_at`
                words.retain(|word| word != "at");
                let said = words.len() <= rest.len() && words.iter().zip(rest).all(|(word, token)| token.word == *word);
                let other = matches!(
                    (key, at.word.as_str()),
                    ("created_at", "creation" | "signup" | "age") | ("email_address", "email")
                );
                if said { Some((key, words.len())) } else { other.then_some((key, 1)) }
            })
            .max_by_key(|(_, taken)| *taken)?;
        let mut descends = descends;
        if rest.get(taken).is_some_and(|token| token.is_one_of(&["date", "time"])) {
            taken += 1;
        }
        if let Some(token) = rest.get(taken) {
            let down = token.is_one_of(&["desc", "descending", "newest", "down", "reverse"]);
            if down || token.is_one_of(&["asc", "ascending", "oldest", "up"]) {
                descends = down;
                taken += 1;
                taken += usize::from(rest.get(taken).is_some_and(|token| token.is("first")));
            }
        }
        let order = if descends { format!("-{key}") } else { key.to_owned() };
        self.sort(&order)?;
        Some(1 + by + taken)
    }

    /// The keys that a list can be ordered by, as its parameter's description or its values name them.
    fn order_keys(&self) -> Vec<&'static str> {
        let Some(index) = self.frame.slot("order_by") else { return Vec::new() };
        let field = self.frame.slots[index].field;
        let mut keys: Vec<&'static str> = match field.schema.without_null() {
            Schema::String(text) => {
                text.values.iter().map(|value| value.value.trim_start_matches(['-', '+'])).collect()
            }
            _ => Vec::new(),
        };
        keys.extend(field.doc.split('`').skip(1).step_by(2).filter(|key| key.len() > 1));
        keys
    }

    fn sort(&mut self, order: &str) -> Option<()> {
        let index = self.frame.slot("order_by")?;
        if !self.order_keys().contains(&order.trim_start_matches('-')) || self.is_filled(index) {
            return None;
        }
        self.put(index, Value::from(order)).then_some(())
    }

    /// What a list of a time range is given when nothing else was said: the newest first, and many of them.
    pub(crate) fn complete_listing(&mut self) {
        let ranged = self.query.keys().any(|name| name.ends_with("_after") || name.ends_with("_before"));
        if !ranged || !self.frame.is_list {
            return;
        }
        let by = if self.query.contains_key("created_at_after") || self.query.contains_key("created_at_before") {
            "-created_at"
        } else {
            "-last_active_at"
        };
        let _ = self.sort(by);
        if let Some(index) = self.frame.slot("limit").filter(|index| !self.is_filled(*index)) {
            self.put(index, Value::from(100));
        }
    }
}

impl Fit {
    /// Asks for as little of a list as there can be, since only its total is wanted.
    pub(crate) fn count_only(&mut self) {
        for (name, value) in [("limit", Value::from(1)), ("paginated", Value::Bool(true))] {
            if let Some(index) = self.frame.slot(name).filter(|index| !self.is_filled(*index)) {
                self.put(index, value);
            }
        }
        self.notes.push("`total_count` in the answer is the number.".to_owned());
    }
}
