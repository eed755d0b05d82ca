//! SQLite's search index, which is a table of its own, against the rows that it finds.

use super::Check;

/// The tables with an index.
pub(super) const SEARCHED: &[&str] = &["users", "organizations", "invitations"];

/// How many trigrams a text has, as the index notes it: a number in groups of seven bits.
const SIZE: &str = "(SELECT CASE WHEN n < 128 THEN printf('%02X', n)
    WHEN n < 16384 THEN printf('%02X%02X', 128 | (n >> 7), n & 127)
    ELSE printf('%02X%02X%02X', 128 | (n >> 14), 128 | ((n >> 7) & 127), n & 127) END
    FROM (SELECT max(length(t.search) - 2, 0) AS n))";

pub(super) fn checks() -> Vec<Check> {
    let of_table = |table: &&'static str| {
        let index = format!("{table}_search_docsize");
        [
            // A text that was indexed and then changed has, nearly always, another length.
            Check::new(
                table,
                format!(
                    "SELECT t.instance_id || ' ' || t.id || ' search', {SIZE}, hex(i.sz) FROM {table} t
                     LEFT JOIN {index} i ON i.id = t.rowid WHERE i.id IS NULL OR hex(i.sz) <> {SIZE}"
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
