//! Drafted items into files: imports, resource modules, formatting left to `cargo fmt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::draft::Item;

/// What the contract offers its declarations.
const CONTRACT: [&str; 9] =
    ["Listing", "Maybe", "Nullable", "Text", "Upload", "object", "operation", "union", "values"];

#[expect(clippy::print_stdout, reason = "without --out the draft is what the command prints")]
pub(super) fn write(items: BTreeMap<String, Item>, out: Option<&Path>) -> Result<()> {
    let homes: BTreeMap<String, String> =
        items.iter().map(|(name, item)| (name.clone(), item.module.clone())).collect();
    let mut files: BTreeMap<(String, String), Vec<(String, Item)>> = BTreeMap::new();
    for (name, item) in items {
        files.entry((item.module.clone(), item.file.clone())).or_default().push((name, item));
    }
    let mut modules: BTreeMap<&str, Vec<(&str, Option<&str>)>> = BTreeMap::new();
    for items in files.values_mut() {
        items.sort_by_key(|(_, item)| !item.is_operation);
    }
    for ((module, file), items) in &files {
        let operation = items.iter().find(|(_, item)| item.is_operation).map(|(name, _)| name.as_str());
        modules.entry(module).or_default().push((file, operation));
    }
    for ((module, file), items) in &files {
        let text = file_text(module, items, &homes);
        match out {
            Some(out) => keep_or_write(&out.join(module).join(format!("{file}.rs")), &text)?,
            None => println!("// {module}/{file}.rs\n{text}"),
        }
    }
    for (module, files) in modules {
        let mut text = format!("//! {module}.\n\nuse crate::list::operations;\n\n");
        for (file, _) in files.iter().filter(|(_, operation)| operation.is_none()) {
            let _ = writeln!(text, "mod {file};");
        }
        for (file, _) in files.iter().filter(|(_, operation)| operation.is_none()) {
            let _ = writeln!(text, "pub use {file}::*;");
        }
        text.push_str("operations! {\n");
        for (file, operation) in &files {
            if let Some(operation) = operation {
                let _ = writeln!(text, "    {file}::{operation},");
            }
        }
        text.push_str("}\n");
        match out {
            Some(out) => keep_or_write(&out.join(format!("{module}.rs")), &text)?,
            None => println!("// {module}.rs\n{text}"),
        }
    }
    Ok(())
}

fn file_text(module: &str, items: &[(String, Item)], homes: &BTreeMap<String, String>) -> String {
    let text = items.iter().map(|(_, item)| item.text.as_str()).collect::<Vec<_>>().join("\n");
    let here: BTreeSet<&str> = items.iter().map(|(name, _)| name.as_str()).collect();
    let words: BTreeSet<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut uses: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for word in words.iter().filter(|word| !here.contains(*word)) {
        if CONTRACT.contains(word) {
            uses.entry("crate".to_owned()).or_default().insert(word);
        } else if let Some(home) = homes.get(*word) {
            let path = if home == module { "super".to_owned() } else { format!("crate::{home}") };
            uses.entry(path).or_default().insert(word);
        }
    }
    let mut head = String::new();
    for (path, names) in uses {
        // Names of macros are also words of attributes: `#[api(values = …)]`.
        let is_used = |name: &&str| name.starts_with(char::is_uppercase) || text.contains(&format!("#[{name}"));
        let names: Vec<&str> = names.into_iter().filter(is_used).collect();
        match names.as_slice() {
            [] => {}
            [name] => _ = writeln!(head, "use {path}::{name};"),
            names => _ = writeln!(head, "use {path}::{{{}}};", names.join(", ")),
        }
    }
    if text.contains("Map<String, Value>") {
        head.push_str("use serde_json::{Map, Value};\n");
    }
    format!("{head}\n{text}")
}

fn keep_or_write(path: &Path, text: &str) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("could not create {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}
