//! What is declared equals what the official documents say, but for the known deviations.

use std::env;
use std::path::PathBuf;

use frontdesk_conformance::{
    Coverage, Deviations, Difference, Document, Required, differences, official_documents, summarise, undeclared,
};
use frontdesk_contract::{ApiVersion, Descriptor, catalogue, openapi};

#[test]
fn what_is_declared_equals_all_six_documents() {
    let Some(documents) = official_documents() else { return };
    let deviations = Deviations::known().unwrap();
    let operations: Vec<&'static Descriptor> = catalogue::operations().collect();
    let mut all = Vec::new();
    for document in &documents {
        let version: ApiVersion = document.version().parse().unwrap();
        let corrected = deviations.correct(document).unwrap();
        let found: Vec<Difference> = differences(&corrected, version, &operations);
        all.extend(found.iter().map(|difference| format!("{version} {difference}")));
    }
    assert!(all.is_empty(), "{} differences:\n{}", all.len(), all.join("\n"));
}

/// Names files that the judge reported to, with colons between; their successes count as verified.
const REPORTS_VARIABLE: &str = "FRONTDESK_JUDGE_REPORTS";

#[test]
fn the_coverage_counts_every_documented_operation() {
    let Some(documents) = official_documents() else { return };
    let operations: Vec<&'static Descriptor> = catalogue::operations().collect();
    let served: Vec<&'static Descriptor> = frontdesk_server::api().operations().collect();
    let reports: Vec<PathBuf> = env::var_os(REPORTS_VARIABLE).iter().flat_map(env::split_paths).collect();
    let summary = summarise(&reports, &Required::new()).unwrap();
    let coverage = Coverage::new(&documents, &operations, &served, &summary.verified()).unwrap();
    println!("{coverage}");
    for state in &coverage.versions {
        assert_eq!(state.documented, state.declared.len() - state.undocumented.len() + state.undeclared.len());
        assert!(state.verified.is_subset(&state.served), "{}: verified but not served", state.version);
    }
}

#[test]
fn the_openapi_projection_loses_nothing() {
    let operations: Vec<&'static Descriptor> = catalogue::operations().collect();
    for version in ApiVersion::ALL {
        let document = Document::from_value(version.as_str(), openapi::document(version));
        let found = differences(&document, version, &operations);
        assert!(found.is_empty(), "{version}: {found:#?}");
        assert!(undeclared(&document, version, &operations).is_empty());
    }
}
