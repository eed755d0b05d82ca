//! What is declared equals what the official documents say, but for the known deviations.

use std::env;
use std::path::PathBuf;

use frontdesk_conformance::{
    Coverage, Deviations, Difference, Document, Required, differences, official_documents, summarise, undeclared,
};
use frontdesk_contract::{ApiVersion, Descriptor, Place, Schema, catalogue, openapi};

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

/// Python's SDK is made from the documents, so that it takes one value wherever they say so.
#[test]
fn calls_in_python_say_which_lists_are_single_values_to_its_sdk() {
    let Some(documents) = official_documents() else { return };
    let version = ApiVersion::V2026_05_12;
    let document = documents.iter().find(|document| document.version() == version.as_str()).unwrap();
    let mut found = Vec::new();
    for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
        let Some(call) = operation.sdk.python else { continue };
        let documented = document.operations().into_iter().find(|one| one.operation_id == operation.id);
        let Some(documented) = documented else { continue };
        for field in operation.parameters_in(Place::Query, version) {
            let parameter = documented.parameters.iter().find(|one| one["in"] == "query" && one["name"] == field.name);
            let is_list = parameter.is_some_and(|parameter| parameter["schema"]["type"] == "array");
            let is_declared_as_list = matches!(field.schema.without_null(), Schema::Array { .. });
            let is_marked = call.contains(&format!("one {}", field.name));
            assert_eq!(is_marked, is_declared_as_list && !is_list, "{call}: {}", field.name);
            found.extend(is_marked.then_some(field.name));
        }
    }
    assert!(!found.is_empty());
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

#[test]
fn the_error_codes_equal_the_official_catalogue() {
    let Some(folder) = frontdesk_conformance::specs_dir() else { return };
    let text = std::fs::read_to_string(folder.join("api_errors.json")).unwrap();
    let official: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut documented = std::collections::BTreeMap::new();
    for error in official.iter().filter(|error| error["code"] != "") {
        let (statuses, frontend, backend) = documented
            .entry(error["code"].as_str().unwrap().to_owned())
            .or_insert_with(|| (std::collections::BTreeSet::new(), false, false));
        statuses.extend(error["status"].as_str().unwrap().parse::<u16>());
        *frontend |= error["usage"]["fapi"] == true;
        *backend |= error["usage"]["bapi"] == true;
    }
    let declared: std::collections::BTreeMap<_, _> = frontdesk_contract::error_codes::all()
        .map(|code| (code.code.to_owned(), (code.statuses.into_iter().collect(), code.frontend, code.backend)))
        .collect();
    assert_eq!(declared, documented);
}
