use super::{broken, healthy};

#[test]
fn names_of_roles_that_lead_nowhere_are_found() {
    for (sql, finding) in [
        (
            "UPDATE organizations SET cohort = 'rset_9' WHERE instance_id = 'ins_a'",
            "organizations ins_a org_1: expected",
        ),
        (
            "INSERT INTO role_cohorts VALUES ('ins_a', 'rset_8', 'rset_9')",
            "role_cohorts ins_a rset_8: expected a row of role_sets for role_set_id rset_9",
        ),
        (
            "INSERT INTO role_slots VALUES ('ins_a', 'rset_9', 'org:admin', 'org:admin')",
            "role_slots ins_a rset_9 org:admin: expected a row of role_cohorts",
        ),
        (
            "DELETE FROM role_slots WHERE instance_id = 'ins_a' AND cohort = 'rset_2' AND role = 'org:hatter'",
            "role_slots ins_a rset_2: expected a token for org:hatter",
        ),
        (
            "UPDATE permissions SET key = 'org:hats:hide' WHERE instance_id = 'ins_a'",
            "roles ins_a org:admin: expected a permission for org:hats:wear",
        ),
        (
            "UPDATE roles SET id = 'role_9' WHERE instance_id = 'ins_a' AND key = 'org:hatter'",
            "role_sets ins_a role_set:default: expected a row of roles for role_2",
        ),
        (
            "UPDATE role_sets SET type = 'custom' WHERE instance_id = 'ins_a'",
            "role_sets ins_a: expected 1 initial role set, found 0",
        ),
        (
            "UPDATE role_sets SET data = replace(data, '\"creator_role\":\"role_1\"', '\"creator_role\":\"role_7\"')
             WHERE instance_id = 'ins_a' AND type = 'custom'",
            "role_sets ins_a role_set:hats creator_role: expected one of its roles, found role_7",
        ),
    ] {
        let (store, _folder) = healthy();
        let report = broken(&store, sql);
        let found: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|one| one.starts_with(finding)), "{sql}: {found:#?}");
    }
}
