//! Tables for people: as many columns as there is room for, a row a line.

use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width};
use frontdesk_contract::{ApiVersion, Schema};
use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr;

use super::{cell, columns};
use crate::printer::{self, FAINT, HEADING};

/// The widest that a column other than an id gets.
const WIDEST: usize = 34;
/// Between two columns.
const GAP: usize = 2;

/// Prints rows. What they are declared to be decides which members are shown.
pub(super) fn rows(values: &[Value], declared: Option<(&'static Schema, ApiVersion)>) {
    let empty = Map::new();
    let columns = columns::choose(declared, values);
    if columns.is_empty() {
        for value in values {
            printer::line(&cell::text("", value, &empty));
        }
        return;
    }
    let width = printer::width();
    let mut shown: Vec<(String, Vec<String>)> = Vec::new();
    let mut used = 0;
    for name in columns {
        let texts: Vec<String> = values
            .iter()
            .map(|row| {
                let of = row.as_object().unwrap_or(&empty);
                let text = cell::text(&name, &row[name.as_str()], of);
                // What is copied from a table is whole.
                if name == "id" || width == usize::MAX { text } else { cell::shorten(&text, WIDEST) }
            })
            .collect();
        let wide = texts.iter().map(|text| text.width()).chain([name.width()]).max().unwrap_or(0);
        if !shown.is_empty() && used + GAP + wide > width {
            continue;
        }
        used += wide + GAP;
        shown.push((name, texts));
    }
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(shown.iter().map(|(name, _)| name.as_str()));
    for index in 0..values.len() {
        table.add_row(Row::from(shown.iter().map(|(_, texts)| texts[index].as_str()).collect::<Vec<_>>()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, u16::try_from(GAP).unwrap_or(2)));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(1)));
    }
    for (index, line) in table.lines().enumerate() {
        let line = line.trim_end();
        printer::line(&if index == 0 { format!("{HEADING}{line}{HEADING:#}") } else { line.to_owned() });
    }
}

/// Prints one object: a line for each member that says something.
pub(super) fn object(members: &Map<String, Value>, order: &[String]) {
    let shown: Vec<(&str, String)> = order
        .iter()
        .filter_map(|name| {
            let text = cell::text(name, members.get(name)?, members);
            (!text.is_empty()).then_some((name.as_str(), text))
        })
        .collect();
    let column = shown.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let width = printer::width();
    for (name, text) in &shown {
        let text = cell::shorten(text, width.saturating_sub(column + GAP).max(10));
        printer::line(&format!("{FAINT}{name:<column$}{FAINT:#}  {text}"));
    }
}
