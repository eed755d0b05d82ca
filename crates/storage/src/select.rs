//! Putting a query together from the filters that were given.

use std::fmt::Write;

use crate::search::like_pattern;
use crate::sql::Value;

/// A condition under construction: its text, and the values of its `$1`, `$2`, … in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Select {
    pub(crate) sql: String,
    pub(crate) params: Vec<Value>,
}

impl Select {
    /// Begins with a text.
    pub(crate) fn new(sql: &str) -> Self {
        Self { sql: sql.to_owned(), params: Vec::new() }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a value and the place that stands for it.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.params.push(value.into());
        // Writing to a text cannot fail.
        let _ = write!(self.sql, "${}", self.params.len());
        self
    }

    /// Adds the condition that the text in `column` contains `fragment`.
    pub(crate) fn push_contains(&mut self, column: &str, fragment: &str) -> &mut Self {
        self.push(column).push(" LIKE ").bind(like_pattern(fragment)).push(" ESCAPE '\\'")
    }

    /// Adds a list of values in parentheses. An empty list matches nothing.
    pub(crate) fn bind_all<'v>(&mut self, values: impl IntoIterator<Item = &'v String>) -> &mut Self {
        self.push("(");
        let mut first = true;
        for value in values {
            if !first {
                self.push(", ");
            }
            first = false;
            self.bind(value);
        }
        if first {
            self.push("NULL");
        }
        self.push(")")
    }
}

/// Values that must be there, and values that must not: the API's `+` and `-` prefixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// One of these must hold, unless the list is empty.
    pub include: Vec<String>,
    /// None of these may hold.
    pub exclude: Vec<String>,
}

impl Signed {
    /// Reads prefixed values; a value without a prefix is included. A plus sign may have become a space.
    pub fn parse(values: &[String]) -> Self {
        let mut signed = Self::default();
        for value in values {
            match value.strip_prefix('-') {
                Some(value) => signed.exclude.push(value.to_owned()),
                None => signed.include.push(value.strip_prefix(['+', ' ']).unwrap_or(value).to_owned()),
            }
        }
        signed
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}
