use std::collections::BTreeSet;

use super::{Exchange, Report, ReportError, Required, summarise};
use crate::Verdict;

fn exchange(version: &str, operation: Option<&str>, status: u16, violations: &[&str]) -> Exchange {
    Exchange {
        version: version.into(),
        method: "GET".into(),
        path: "/v1/pets?limit=1".into(),
        status,
        verdict: Verdict {
            operation_id: operation.map(str::to_owned),
            violations: violations.iter().map(|text| (*text).to_owned()).collect(),
            unlisted_status: status == 429,
            undocumented: operation.is_none(),
        },
    }
}

fn required(version: &str, operations: &[&str]) -> Required {
    let operations: BTreeSet<String> = operations.iter().map(|id| (*id).to_owned()).collect();
    Required::from([(version.to_owned(), operations)])
}

#[test]
fn a_line_is_flat_json() {
    let line = serde_json::to_value(exchange("2026-05-12", Some("ListPets"), 200, &["x"])).unwrap();
    let expected = serde_json::json!({
        "version": "2026-05-12", "operation_id": "ListPets", "method": "GET", "path": "/v1/pets?limit=1",
        "status": 200, "violations": ["x"], "unlisted_status": false, "undocumented": false,
    });
    assert_eq!(line, expected);
}

#[test]
fn exchanges_of_several_files_add_up() {
    let dir = tempfile::tempdir().unwrap();
    let files = [dir.path().join("a"), dir.path().join("b")];
    let (first, second) = (Report::open(&files[0]).unwrap(), Report::open(&files[1]).unwrap());
    first.append(&exchange("2026-05-12", Some("ListPets"), 200, &[])).unwrap();
    first.append(&exchange("2026-05-12", Some("GetPet"), 200, &["null", "extra"])).unwrap();
    second.append(&exchange("2026-05-12", Some("GetPet"), 200, &["null"])).unwrap();
    second.append(&exchange("2026-05-12", Some("ListPets"), 429, &[])).unwrap();
    second.append(&exchange("2021-02-05", None, 500, &["5xx"])).unwrap();

    let summary = summarise(&files, &required("2026-05-12", &["ListPets", "GetPet"])).unwrap();
    let newest = &summary.versions["2026-05-12"];
    assert_eq!((newest.exchanges, newest.violating, newest.server_errors), (4, 2, 0));
    assert_eq!(newest.verified, BTreeSet::from(["ListPets".to_owned()]));
    assert_eq!(newest.violations[&("GetPet".into(), 200, "null".into())], 2);
    assert_eq!(newest.unlisted[&("ListPets".into(), 429)], 1);
    assert_eq!((summary.server_errors(), summary.violating(), summary.missing()), (1, 3, 1));
    assert!(!summary.is_clean());

    let table = summary.to_string();
    for part in [
        "GetPet 200 ×2: null",
        "GET /v1/pets 500 ×1: 5xx",
        "not verified in 2026-05-12, but required: GetPet",
        "ListPets 429 ×1",
    ] {
        assert!(table.contains(part), "{part} not in\n{table}");
    }
}

#[test]
fn the_same_violation_in_every_item_is_counted_as_one_kind() {
    let mut summary = super::Summary::default();
    let violations = ["/data/0/id: null", "/data/17/id: null", "body: 1/2/3", "/x1/name: 1"];
    summary.add(&exchange("2026-05-12", Some("ListPets"), 200, &violations));
    let kinds: Vec<_> = summary.versions["2026-05-12"]
        .violations
        .iter()
        .map(|((_, _, violation), count)| (violation.as_str(), *count))
        .collect();
    assert_eq!(kinds, [("/data/*/id: null", 2), ("/x1/name: 1", 1), ("body: 1/2/3", 1)]);
}

#[test]
fn only_a_report_with_exchanges_and_without_complaints_is_clean() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("report");
    let report = Report::open(&path).unwrap();
    let files = [path];
    assert!(!summarise(&files, &Required::new()).unwrap().is_clean());
    report.append(&exchange("2026-05-12", Some("ListPets"), 200, &[])).unwrap();
    assert!(summarise(&files, &Required::new()).unwrap().is_clean());
    assert!(summarise(&files, &required("2026-05-12", &["ListPets"])).unwrap().is_clean());
    assert!(!summarise(&files, &required("2025-11-10", &["ListPets"])).unwrap().is_clean());
}

#[test]
fn a_report_that_cannot_be_read_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("report");
    assert!(matches!(summarise(std::slice::from_ref(&path), &Required::new()), Err(ReportError::Io { .. })));
    std::fs::write(&path, "{}\n").unwrap();
    assert!(matches!(summarise(&[path], &Required::new()), Err(ReportError::Line { line: 1, .. })));
}
