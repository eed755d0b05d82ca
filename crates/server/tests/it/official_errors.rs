//! The official catalogue of errors: every code that is answered stands in it with its status.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use frontdesk_server::error::kinds;
use serde_json::Value;

/// Codes and statuses that go together officially; `None`, loudly, where the catalogue is not there.
pub(crate) fn official_errors() -> Option<&'static BTreeSet<(String, u16)>> {
    static ERRORS: OnceLock<Option<BTreeSet<(String, u16)>>> = OnceLock::new();
    ERRORS.get_or_init(load).as_ref()
}

fn load() -> Option<BTreeSet<(String, u16)>> {
    let folder = std::env::var_os("FRONTDESK_SPECS_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("api_errors.json")) else {
        let message = "the official catalogue of errors is not there: expected ../shared/specs/api_errors.json beside \
                       the workspace, or in the folder that FRONTDESK_SPECS_DIR names";
        assert!(std::env::var_os("CI").is_none(), "{message}");
        // Not `eprintln!`, which the test harness hides where a test passes.
        writeln!(std::io::stderr(), "SKIPPED: {message}").ok();
        return None;
    };
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    let pair = |row: &Value| Some((row["code"].as_str()?.to_owned(), row["status"].as_str()?.parse().ok()?));
    let mut pairs: BTreeSet<_> = rows.iter().filter_map(pair).collect();
    // The hosted API serves every operation; what we do not serve yet has HTTP's status for that.
    pairs.insert(("feature_not_implemented".to_owned(), 501));
    // The catalogue lacks the service behind tokens of machines and API keys; the official JavaScript packages know its
    // codes.
    pairs.insert(("machine_secret_key_invalid".to_owned(), 401));
    pairs.insert(("token_creation_conflict".to_owned(), 409));
    assert!(pairs.len() > 500, "the catalogue was read: {}", pairs.len());
    Some(pairs)
}

#[test]
fn every_kind_of_error_stands_in_the_official_catalogue_with_its_status() {
    let Some(official) = official_errors() else { return };
    let unofficial: Vec<_> =
        kinds::ALL.iter().filter(|kind| !official.contains(&(kind.code.to_owned(), kind.status))).collect();
    assert!(unofficial.is_empty(), "{unofficial:#?}");
    assert!(kinds::ALL.iter().all(|kind| !kind.message.is_empty()));
}
