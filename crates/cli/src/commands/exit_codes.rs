//! `frontdesk exit-codes`: how the program ends, and what each number says.

use serde_json::{Value, json};

use crate::exit::Exit;
use crate::printer::{self, Page, STRONG};

pub(crate) fn run(json: bool) {
    if json {
        let codes: Vec<Value> = Exit::ALL
            .into_iter()
            .map(|exit| json!({ "exit_code": exit as u8, "name": exit.name(), "meaning": exit.meaning() }))
            .collect();
        printer::value(&json!({ "exit_codes": codes }));
        return;
    }
    let mut page = Page::default();
    for exit in Exit::ALL {
        page.line(format!("{STRONG}{:>3}{STRONG:#}  {:<12}  {}", exit as u8, exit.name(), exit.meaning()));
    }
    page.show();
}
