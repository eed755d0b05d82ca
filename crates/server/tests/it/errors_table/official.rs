//! Which errors the newest official document lists for each operation.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use frontdesk_contract::{ApiVersion, Descriptor};
use serde::Deserialize;
use serde_json::Value;

/// The operations of the server; one that moved stands there once for each path.
pub(super) fn served() -> &'static [&'static Descriptor] {
    static SERVED: std::sync::OnceLock<Vec<&'static Descriptor>> = std::sync::OnceLock::new();
    SERVED.get_or_init(|| frontdesk_server::api().operations().collect())
}

/// The newest version that has the operation.
pub(super) fn newest(operation: &Descriptor) -> ApiVersion {
    operation.versions.iter().last().unwrap_or(ApiVersion::NEWEST)
}

#[derive(Deserialize)]
struct Document {
    paths: BTreeMap<String, BTreeMap<String, Value>>,
}

/// A refusal that a document lists: operation and status.
pub(super) type Listed = BTreeSet<(&'static str, u16)>;

/// Every refusal that is listed for a served operation; `None`, loudly, where the document is not there.
///
/// Operations that the newest document has no more are held against what is declared for their last version.
pub(super) fn listed() -> Option<Listed> {
    let folder = std::env::var_os("FRONTDESK_SPECS_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"), PathBuf::from);
    let file = format!("bapi/{}.yml", ApiVersion::NEWEST);
    let Ok(text) = std::fs::read_to_string(folder.join(&file)) else {
        let message = format!(
            "the official document is not there: expected ../shared/specs/{file} beside the workspace, or in the \
             folder that FRONTDESK_SPECS_DIR names"
        );
        assert!(std::env::var_os("CI").is_none(), "{message}");
        // Not `eprintln!`, which the test harness hides where a test passes.
        writeln!(std::io::stderr(), "SKIPPED: {message}").ok();
        return None;
    };
    let document: Document = serde_saphyr::from_str(&text).unwrap();
    let mut statuses: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for operation in document.paths.values().flat_map(BTreeMap::values) {
        if let (Some(id), Some(responses)) = (operation["operationId"].as_str(), operation["responses"].as_object()) {
            statuses.insert(id, responses.keys().filter_map(|status| status.parse().ok()).collect());
        }
    }
    assert!(statuses.len() > 200, "the document was read: {}", statuses.len());
    let mut listed = Listed::new();
    for operation in served() {
        let version = newest(operation);
        let declared = || operation.errors.iter().filter(|status| status.versions.contains(version));
        let of_operation = match statuses.get(operation.id) {
            Some(statuses) => statuses.clone(),
            None => declared().map(|status| status.code).collect(),
        };
        let refusals = of_operation.into_iter().filter(|status| (400..500).contains(status));
        listed.extend(refusals.map(|status| (operation.id, status)));
    }
    assert!(listed.len() > 400, "{} refusals are listed for {} operations", listed.len(), served().len());
    Some(listed)
}
