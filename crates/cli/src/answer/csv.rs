//! Rows as CSV: a header, then a line for each row. Nested data stands as JSON in its cell.

use frontdesk_contract::{ApiVersion, Schema};
use indexmap::IndexSet;

use crate::failure::{Failure, Outcome};
use crate::rows::{self, Row};

/// The lines of a table that grows page by page.
pub(crate) struct Csv {
    columns: Option<IndexSet<String>>,
    /// What a row is declared to have, for the header.
    declared: Option<(&'static Schema, ApiVersion)>,
}

impl Csv {
    pub(crate) fn new(declared: Option<(&'static Schema, ApiVersion)>) -> Self {
        Self { columns: None, declared }
    }

    /// More lines; the first time with the header.
    pub(crate) fn lines(&mut self, rows: &[Row]) -> Outcome<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let failed = |error| Failure::failed("csv", format!("the answer cannot be written as CSV: {error}"));
        if self.columns.is_none() {
            let columns = self.header(rows);
            writer.write_record(&columns).map_err(failed)?;
            self.columns = Some(columns);
        }
        for row in rows {
            let cells = match rows::members(row) {
                Some(members) => {
                    let known = self.columns.iter().flatten();
                    known.map(|name| members.get(name).map_or_else(String::new, |value| cell(value.get()))).collect()
                }
                None => vec![cell(row.get())],
            };
            writer.write_record(&cells).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| Failure::failed("csv", error.error().to_string()))
    }

    /// Every declared member that a row may have, and whatever else the first rows have.
    fn header(&self, rows: &[Row]) -> IndexSet<String> {
        let mut columns = IndexSet::new();
        if let Some((schema, version)) = self.declared
            && let Some(object) = rows::object_of(schema, version)
        {
            let fields = object.fields.iter().filter(|field| field.versions.contains(version));
            columns.extend(fields.map(|field| field.name.to_owned()));
        }
        let members: Vec<_> = rows.iter().map(|row| rows::members(row)).collect();
        for members in members.iter().flatten() {
            columns.extend(members.keys().cloned());
        }
        if columns.is_empty() {
            columns.insert("value".to_owned());
        }
        columns
    }
}

/// Texts without their quotes, null as nothing, everything else as JSON.
fn cell(json: &str) -> String {
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).unwrap_or_default(),
        _ if json == "null" => String::new(),
        _ => json.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Rows;

    #[test]
    fn the_header_comes_once_and_every_cell_can_be_read_back() {
        let mut table = Csv::new(None);
        let rows = |body: &str| Rows::read(body.as_bytes()).unwrap().rows;
        let first = table.lines(&rows(r#"[{"id":"a","n":1},{"id":"b, \"c\"","m":{"x":[1]},"n":null}]"#)).unwrap();
        let second = table.lines(&rows(r#"[{"n":2.50,"later":1,"id":"d\ne"}]"#)).unwrap();
        assert_eq!(String::from_utf8(first).unwrap(), "id,n,m\na,1,\n\"b, \"\"c\"\"\",,\"{\"\"x\"\":[1]}\"\n");
        assert_eq!(String::from_utf8(second).unwrap(), "\"d\ne\",2.50,\n");
        assert_eq!(Csv::new(None).lines(&rows("[1,2]")).unwrap(), b"value\n1\n2\n");
    }
}
