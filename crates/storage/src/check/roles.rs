//! Roles, role sets and who has which: every name leads to something, and every token to a role that one can have.

use super::Check;

pub(super) fn checks(sqlite: bool) -> Vec<Check> {
    let (held, allowed) = (held(sqlite), items("roles", "permissions", sqlite));
    // Invitations that were accepted, revoked or have expired may remember a role that is gone.
    let given = |table: &'static str, which: &str| {
        Check::new(
            table,
            format!(
                "SELECT m.instance_id || ' ' || m.id, 'a role of its role set for ' || m.role, NULL FROM {table} m
                 JOIN organizations o ON o.instance_id = m.instance_id AND o.id = m.organization_id
                 WHERE {which} NOT EXISTS (SELECT 1 FROM role_slots s
                 JOIN role_cohorts c ON c.instance_id = s.instance_id AND c.id = s.cohort
                 JOIN ({held}) h ON h.instance_id = c.instance_id AND h.role_set_id = c.role_set_id AND h.role = s.role
                 WHERE s.instance_id = m.instance_id AND s.cohort = o.cohort AND s.token = m.role)"
            ),
        )
    };
    let mut checks = vec![
        given("organization_memberships", ""),
        given("organization_invitations", "m.status = 'pending' AND"),
        Check::new(
            "role_slots",
            format!(
                "SELECT c.instance_id || ' ' || c.id, 'a token for ' || h.role, NULL FROM role_cohorts c
                 JOIN ({held}) h ON h.instance_id = c.instance_id AND h.role_set_id = c.role_set_id
                 WHERE NOT EXISTS (SELECT 1 FROM role_slots s
                 WHERE s.instance_id = c.instance_id AND s.cohort = c.id AND s.role = h.role)"
            ),
        ),
        Check::new(
            "roles",
            format!(
                "SELECT a.instance_id || ' ' || a.owner, 'a permission for ' || a.item, NULL FROM ({allowed}) a
                 WHERE NOT EXISTS (SELECT 1 FROM permissions p WHERE p.instance_id = a.instance_id AND p.key = a.item)"
            ),
        ),
        Check::new(
            "role_sets",
            format!(
                "SELECT i.instance_id || ' ' || i.owner, 'a row of roles for ' || i.item, NULL FROM ({}) i
                 WHERE NOT EXISTS (SELECT 1 FROM roles r WHERE r.instance_id = i.instance_id AND r.id = i.item)",
                items("role_sets", "roles", sqlite)
            ),
        ),
        Check::new(
            "role_sets",
            "SELECT instance_id, '1 initial role set', CAST(count(CASE WHEN type = 'initial' THEN 1 END) AS TEXT)
             FROM role_sets GROUP BY instance_id HAVING count(CASE WHEN type = 'initial' THEN 1 END) <> 1",
        ),
    ];
    checks.extend(["default_role", "creator_role"].map(|name| {
        let chosen = attribute("t", name, sqlite);
        Check::new(
            "role_sets",
            format!(
                "SELECT t.instance_id || ' ' || t.key || ' {name}', 'one of its roles', {chosen} FROM role_sets t
                 WHERE NOT EXISTS (SELECT 1 FROM ({}) i WHERE i.instance_id = t.instance_id AND i.owner = t.key
                 AND i.item = {chosen})",
                items("role_sets", "roles", sqlite)
            ),
        )
    }));
    checks
}

/// The keys of the roles that role sets hold.
fn held(sqlite: bool) -> String {
    format!(
        "SELECT t.instance_id, t.id AS role_set_id, r.key AS role FROM role_sets t
         JOIN ({}) i ON i.instance_id = t.instance_id AND i.owner = t.key
         JOIN roles r ON r.instance_id = i.instance_id AND r.id = i.item",
        items("role_sets", "roles", sqlite)
    )
}

/// The texts of a list in the data of a table, each with the key of its row.
fn items(table: &str, list: &str, sqlite: bool) -> String {
    let items = if sqlite {
        format!("json_each(t.data, '$.{list}') e")
    } else {
        format!("jsonb_array_elements_text(CAST(t.data AS JSONB) -> '{list}') e(value)")
    };
    format!("SELECT t.instance_id, t.key AS owner, e.value AS item FROM {table} t, {items}")
}

fn attribute(table: &str, name: &str, sqlite: bool) -> String {
    let data = if sqlite { format!("{table}.data") } else { format!("CAST({table}.data AS JSONB)") };
    format!("CAST({data} ->> '{name}' AS TEXT)")
}
