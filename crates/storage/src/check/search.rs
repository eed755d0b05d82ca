//! SQLite's search index, which is a table of its own, against the rows that it finds.

use super::Check;
use crate::search::INDEXED_TO;

/// The tables with an index.
pub(super) const SEARCHED: &[&str] = &["users", "organizations", "invitations", "waitlist_entries"];

/// How many grams of three and of six characters the lines of a text have.
const GRAMS: &str = "(WITH RECURSIVE lines(line, rest) AS (SELECT '', t.search || char(10) UNION ALL
    SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
    FROM lines WHERE rest <> '')
    SELECT sum(max(length(line) - 2, 0) + max(length(line) - 5, 0)) FROM lines)";

/// That number as the index notes it: in groups of seven bits.
fn size() -> String {
    format!(
        "(SELECT CASE WHEN n < 128 THEN printf('%02X', n)
         WHEN n < 16384 THEN printf('%02X%02X', 128 | (n >> 7), n & 127)
         ELSE printf('%02X%02X%02X', 128 | (n >> 14), 128 | ((n >> 7) & 127), n & 127) END
         FROM (SELECT {GRAMS} AS n))"
    )
}

pub(super) fn checks() -> Vec<Check> {
    let size = size();
    let of_table = |table: &&'static str| {
        let index = format!("{table}_search_docsize");
        // New users wait a while.
        let due = if *table == "users" { format!("t.rowid <= ({INDEXED_TO}) AND ") } else { String::new() };
        [
            // A text that was indexed and then changed has, nearly always, another length.
            Check::new(
                table,
                format!(
                    "SELECT t.instance_id || ' ' || t.id || ' search', {size}, hex(i.sz) FROM {table} t
                     LEFT JOIN {index} i ON i.id = t.rowid WHERE {due}(i.id IS NULL OR hex(i.sz) <> {size})"
                ),
            ),
            Check::new(
                table,
                format!(
                    "SELECT 'search row ' || i.id, NULL, 'a text of the index without a row' FROM {index} i
                     WHERE i.id NOT IN (SELECT rowid FROM {table})"
                ),
            ),
        ]
    };
    SEARCHED.iter().flat_map(of_table).collect()
}
