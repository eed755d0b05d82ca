//! Rows on their way out: as they come in where the form allows it, together at the end elsewhere.

use frontdesk_contract::{ApiVersion, Schema};
use serde_json::Value;

use crate::answer::{self, Csv, View};
use crate::failure::Outcome;
use crate::output::Output;
use crate::printer;
use crate::request::Request;
use crate::rows::{self, Place, Row};

/// Prints rows in the form that was asked for. All of them together look like one answer.
pub(super) struct Emit<'a> {
    request: &'a Request,
    view: &'a View,
    csv: Csv,
    /// What stands before the first row, as in the answer to one page.
    opening: String,
    is_page: bool,
    is_streamed: bool,
    has_begun: bool,
    waiting: Vec<Row>,
}

impl<'a> Emit<'a> {
    pub(super) fn new(request: &'a Request, view: &'a View) -> Self {
        let declared: Option<(Place, &'static Schema)> = rows::declared(request.operation, request.version);
        let asks_for_page = request.parts.query.get("paginated") == Some(&Value::Bool(true));
        let member = match declared {
            Some((Place::Member(name), _)) => Some(name),
            _ if asks_for_page => Some("data"),
            _ => None,
        };
        let shape: Option<(&'static Schema, ApiVersion)> = declared.map(|(_, schema)| (schema, request.version));
        Self {
            request,
            view,
            csv: Csv::new(shape),
            opening: member.map_or_else(|| "[".to_owned(), |name| format!("{{\"{name}\":[")),
            is_page: member.is_some(),
            is_streamed: view.is_streamed(),
            has_begun: false,
            waiting: Vec::new(),
        }
    }

    /// Some more rows.
    pub(super) fn rows(&mut self, rows: Vec<Row>) -> Outcome {
        if !self.is_streamed {
            self.waiting.extend(rows);
            return Ok(());
        }
        if rows.is_empty() {
            return Ok(());
        }
        let mut text = Vec::new();
        match self.view.output() {
            Some(Output::Csv) => text = self.csv.lines(&rows)?,
            Some(Output::Ndjson) => {
                for row in &rows {
                    text.extend_from_slice(rows::one_line(row).as_bytes());
                    text.push(b'\n');
                }
            }
            _ => {
                for row in &rows {
                    let before = if self.has_begun { ",\n" } else { &self.opening };
                    text.extend_from_slice(before.as_bytes());
                    text.extend_from_slice(row.get().as_bytes());
                    self.has_begun = true;
                }
            }
        }
        self.has_begun = true;
        printer::write(&text)
    }

    /// The end of the list, which has so many rows in all.
    pub(super) fn end(mut self, total: u64) -> Outcome {
        let closing = if self.is_page { format!("],\"total_count\":{total}}}") } else { "]".to_owned() };
        if self.is_streamed {
            return match self.view.output() {
                Some(Output::Csv) if !self.has_begun => printer::write(&self.csv.lines(&[])?),
                Some(Output::Csv | Output::Ndjson) => Ok(()),
                _ => {
                    let opening = if self.has_begun { "" } else { &self.opening };
                    printer::write(format!("{opening}{closing}\n").as_bytes())
                }
            };
        }
        let list = self.waiting.iter().map(|row| row.get()).collect::<Vec<_>>().join(",");
        let body = format!("{}{list}{closing}", self.opening);
        answer::body(body.as_bytes(), self.request, self.view)?;
        if self.view.is_table_for_people() {
            let count = self.waiting.len() as u64;
            printer::closing(&format!(
                "{} {}, all there are",
                answer::grouped(count),
                answer::noun(&self.waiting, count)
            ));
        }
        Ok(())
    }
}
