//! Versions and what differs between them.

use frontdesk_contract::{ApiVersion, catalogue};
use serde_json::Value;

use crate::program::{command, project, run};

fn json(arguments: &[&str]) -> Value {
    let folder = project();
    let output = command(folder.path()).args(arguments).args(["--output", "json"]).output().unwrap();
    assert!(output.status.success(), "{}", crate::program::shown(&output));
    assert!(output.stdout.len() <= 64 << 10, "{} bytes", output.stdout.len());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_version_is_listed_with_its_operations() {
    let listed = json(&["versions"]);
    let versions = listed["versions"].as_array().unwrap();
    assert_eq!(versions.len(), ApiVersion::ALL.len());
    for (listed, version) in versions.iter().zip(ApiVersion::ALL.into_iter().rev()) {
        let count = catalogue::operations().filter(|operation| operation.versions.contains(version)).count();
        assert_eq!(
            (listed["version"].as_str(), listed["operations"].as_u64()),
            (Some(version.as_str()), Some(count as u64))
        );
    }
    let text = run(&["versions"]);
    assert!(ApiVersion::ALL.iter().all(|version| text.contains(version.as_str())), "{text}");
}

#[test]
fn one_operation_is_compared_field_by_field() {
    insta::assert_snapshot!(run(&["diff", "2025-11-10", "2026-05-12", "PATCH", "/users/{user_id}"]));
    let by_id = run(&["diff", "2025-11-10", "2026-05-12", "updateuser"]);
    assert_eq!(by_id, run(&["diff", "2025-11-10.yml", "latest", "PATCH /users/user_1"]));
}

#[test]
fn all_pairs_of_versions_are_compared_and_mirror_each_other() {
    for from in ApiVersion::ALL {
        for to in ApiVersion::ALL.into_iter().filter(|to| *to > from) {
            let (there, back) =
                (json(&["diff", from.as_str(), to.as_str()]), json(&["diff", to.as_str(), from.as_str()]));
            let count = |value: &Value, name: &str| value[name].as_array().unwrap().len();
            assert_eq!(count(&there, "added"), count(&back, "removed"), "{from} {to}");
            assert_eq!(count(&there, "changed"), count(&back, "changed"), "{from} {to}");
            let newer = catalogue::operations().filter(|operation| operation.versions.contains(to)).count();
            let unchanged = usize::try_from(there["unchanged"].as_u64().unwrap()).unwrap();
            assert_eq!(count(&there, "added") + count(&there, "changed") + unchanged, newer, "{from} {to}");
        }
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    let lines = [
        run(&["diff"]),
        run(&["diff", "2025-11-10", "2026-05-12", "UpdateUsr"]),
        run(&["diff", "2025-11-10", "2026-05-12", "version", "2024-10-01", "--output", "csv"]),
        run(&["diff", "2025-11-10", "./missing.yml"]),
    ];
    insta::assert_snapshot!(lines.join("\n"));
}
