//! `frontdesk exit-codes`: how the program ends, and what each number says.

use serde_json::{Value, json};

use crate::exit::Exit;
use crate::printer::{self, Page, STRONG, wrap};

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
        let mut lines = wrap(exit.meaning(), printer::width().saturating_sub(19)).into_iter();
        let first = lines.next().unwrap_or_default();
        page.line(format!("{STRONG}{:>3}{STRONG:#}  {:<12}  {first}", exit as u8, exit.name()));
        lines.for_each(|line| page.line(format!("{:19}{line}", "")));
    }
    page.show();
}
