//! `docs/guard-rails.md`, read back: what every test of the guard rails holds requests against.

use std::collections::HashMap;
use std::path::Path;

/// The tables of the document: the cells of the row that begins with the key, by their headings.
pub(crate) struct Tables(HashMap<(String, Vec<String>), HashMap<String, String>>);

impl Tables {
    pub(crate) fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guard-rails.md");
        let text = std::fs::read_to_string(path).unwrap();
        let mut rows = HashMap::new();
        let (mut section, mut headings) = (String::new(), Vec::new());
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                (section, headings) = (title.replace('`', ""), Vec::new());
            }
            let cells: Vec<String> =
                line.trim_matches('|').split(" | ").map(|cell| cell.trim().replace('`', "")).collect();
            if !line.starts_with("| ") || cells.iter().all(|cell| cell == "---") {
                continue;
            }
            if headings.is_empty() {
                headings = cells;
                continue;
            }
            let (start, end): (Vec<_>, Vec<_>) = headings
                .iter()
                .zip(cells)
                .partition(|(heading, _)| ["risk", "needs", "--allow", "scopes", "key"].contains(&heading.as_str()));
            let key = start.into_iter().map(|(_, cell)| cell).collect();
            let row = end.into_iter().map(|(heading, cell)| (heading.clone(), cell)).collect();
            rows.insert((section.clone(), key), row);
        }
        Self(rows)
    }

    pub(crate) fn expect(&self, section: &str, start: &[&str], given: &str) -> String {
        let key = (section.to_owned(), start.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        let row = self.0.get(&key).unwrap_or_else(|| panic!("{key:?} is not there: run `cargo xtask generate`"));
        row[given].clone()
    }
}

/// What a request needs, as the document says it.
pub(crate) fn words(needs: &[&str]) -> String {
    if needs.is_empty() { "none".to_owned() } else { needs.join(", ") }
}

/// Whether the list grants what is needed, as the document says it.
pub(crate) fn grants(list: &str, needs: &[&str]) -> &'static str {
    let granted: Vec<&str> = list.split([',', ' ']).collect();
    if needs.is_empty() {
        "any"
    } else if needs.iter().all(|need| granted.contains(need)) {
        "granted"
    } else {
        "not granted"
    }
}
