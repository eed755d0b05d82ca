//! Rows that point to rows which are not there.

use super::Check;
use crate::api_keys::OWNERS;
use crate::leftovers;

/// A column that names a row of another table: table, its key, the column, the other table, its column.
const OWNED: &[(&str, &str, &str, &str, &str)] = &[
    ("identifications", "kind || ' ' || c.claim", "user_id", "users", "id"),
    ("verifications", "id", "user_id", "users", "id"),
    ("verifications", "id", "identification_id", "identifications", "id"),
    ("sessions", "id", "user_id", "users", "id"),
    ("sessions", "id", "client_id", "clients", "id"),
    ("refreshed_tokens", "session_id || ' ' || c.token_hash", "session_id", "sessions", "id"),
    ("sign_in_tokens", "id", "user_id", "users", "id"),
    ("actor_tokens", "id", "user_id", "users", "id"),
    ("agent_tasks", "id", "user_id", "users", "id"),
    ("trusted_devices", "id", "user_id", "users", "id"),
    ("organization_memberships", "id", "user_id", "users", "id"),
    ("organization_memberships", "id", "organization_id", "organizations", "id"),
    ("organization_invitations", "id", "organization_id", "organizations", "id"),
    ("allowlist_identifiers", "id", "invitation_id", "invitations", "id"),
    ("waitlist_entries", "id", "invitation_id", "invitations", "id"),
    ("organizations", "id", "cohort", "role_cohorts", "id"),
    ("role_cohorts", "id", "role_set_id", "role_sets", "id"),
    ("role_slots", "cohort || ' ' || c.token", "cohort", "role_cohorts", "id"),
    ("organization_domains", "id", "organization_id", "organizations", "id"),
    ("organization_enrollments", "id", "organization_id", "organizations", "id"),
    ("organization_enrollments", "id", "domain_id", "organization_domains", "id"),
    ("organization_enrollments", "id", "user_id", "users", "id"),
    ("proxy_checks", "id", "domain_id", "domains", "id"),
    ("machine_scopes", "from_machine_id || ' ' || c.to_machine_id", "from_machine_id", "machines", "id"),
    ("machine_scopes", "from_machine_id || ' ' || c.to_machine_id", "to_machine_id", "machines", "id"),
    ("machine_secret_keys", "machine_id", "machine_id", "machines", "id"),
    ("m2m_tokens", "id", "machine_id", "machines", "id"),
    ("oauth_grants", "id", "application_id", "oauth_applications", "id"),
    ("oauth_grants", "id", "user_id", "users", "id"),
    ("oauth_access_tokens", "id", "grant_id", "oauth_grants", "id"),
];

pub(super) fn checks(sqlite: bool) -> Vec<Check> {
    let mut checks = Vec::new();
    for (table, key, column, owners, owner) in OWNED {
        // What is left over has no owner until it is gone.
        let owned = leftovers::is_owned(table, "c").map(|condition| format!("AND {condition}")).unwrap_or_default();
        checks.push(Check::new(
            table,
            format!(
                "SELECT c.instance_id || ' ' || c.{key}, 'a row of {owners} for {column} ' || c.{column}, NULL
                 FROM {table} c WHERE c.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {owners} o
                 WHERE o.instance_id = c.instance_id AND o.{owner} = c.{column}) {owned}"
            ),
        ));
    }
    checks.extend(["organizations", "organization_domains", "machines", "oauth_applications", "users"].map(|owners| {
        Check::new(
            "leftovers",
            format!(
                "SELECT l.instance_id || ' ' || l.owner_id, 'an owner that is deleted', 'it in {owners}'
                 FROM leftovers l JOIN {owners} o ON o.instance_id = l.instance_id AND o.id = l.owner_id"
            ),
        )
    }));
    for table in crate::TABLES {
        checks.push(Check::new(
            table,
            format!(
                "SELECT c.instance_id, 'an instance', CAST(count(*) AS TEXT) || ' rows without one' FROM {table} c
                 WHERE NOT EXISTS (SELECT 1 FROM instances o WHERE o.id = c.instance_id) GROUP BY c.instance_id"
            ),
        ));
    }
    checks.push(Check::new(
        "sign_ups",
        "SELECT c.instance_id || ' ' || c.id, 'a row of users for user_id ' || c.user_id, NULL FROM sign_ups c
         WHERE c.user_id IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM users o WHERE o.instance_id = c.instance_id AND o.id = c.user_id)",
    ));
    checks.push(Check::new(
        "clients",
        "SELECT c.instance_id || ' ' || c.id, 'a session on it', NULL FROM clients c WHERE NOT EXISTS
         (SELECT 1 FROM sessions s WHERE s.instance_id = c.instance_id AND s.client_id = c.id)",
    ));
    checks.push(Check::new(
        "machines",
        "SELECT m.instance_id || ' ' || m.id, 'a secret key', NULL FROM machines m WHERE NOT EXISTS
         (SELECT 1 FROM machine_secret_keys k WHERE k.instance_id = m.instance_id AND k.machine_id = m.id
         AND k.expires_at IS NULL)",
    ));
    checks.push(api_keys());
    checks.push(Check::new(
        "oauth_access_tokens",
        "SELECT t.instance_id || ' ' || t.id, 'a grant that lasts until ' || t.expires_at, CAST(g.ends_at AS TEXT)
         FROM oauth_access_tokens t JOIN oauth_grants g ON g.instance_id = t.instance_id AND g.id = t.grant_id
         WHERE g.ends_at < t.expires_at",
    ));
    checks.extend(images(sqlite));
    checks.extend(invitation_claims());
    checks
}

/// An API key has an owner, of one of several kinds.
fn api_keys() -> Check {
    let names: Vec<&str> = OWNERS.iter().map(|(_, table)| *table).collect();
    let nowhere: String = OWNERS
        .iter()
        .map(|(_, table)| {
            format!(
                " AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.instance_id = c.instance_id AND o.id = c.subject)"
            )
        })
        .collect();
    Check::new(
        "api_keys",
        format!(
            "SELECT c.instance_id || ' ' || c.id, 'a row of {} for subject ' || c.subject, NULL FROM api_keys c
             WHERE {}{nowhere}",
            names.join(" or "),
            leftovers::is_no_leftover("c", "subject")
        ),
    )
}

/// Pictures belong to whom they show, and are deleted with them.
fn images(sqlite: bool) -> Vec<Check> {
    let data = if sqlite { "data" } else { "CAST(data AS JSONB)" };
    let shown: Vec<String> = ["users", "organizations", "oauth_applications"]
        .iter()
        .map(|table| {
            format!(
                "SELECT instance_id, {data} -> 'image' ->> 'id' AS id, id AS owner FROM {table}
                 WHERE {data} -> 'image' ->> 'id' IS NOT NULL"
            )
        })
        .collect();
    let shown = shown.join(" UNION ALL ");
    vec![
        Check::new(
            "images",
            format!(
                "SELECT i.instance_id || ' ' || i.id, 'somebody whom it shows', NULL FROM images i
                 LEFT JOIN ({shown}) s ON s.instance_id = i.instance_id AND s.id = i.id WHERE s.id IS NULL"
            ),
        ),
        Check::new(
            "images",
            format!(
                "SELECT s.instance_id || ' ' || s.id, 'the picture of ' || s.owner, NULL FROM ({shown}) s
                 LEFT JOIN images i ON s.instance_id = i.instance_id AND s.id = i.id WHERE i.id IS NULL"
            ),
        ),
    ]
}

/// An address is claimed as long as the last of its pending invitations lasts.
fn invitation_claims() -> Vec<Check> {
    vec![Check::new(
        "invitation_claims",
        "SELECT coalesce(c.instance_id, p.instance_id) || ' ' || coalesce(c.email_address, p.email_address),
         CAST(p.expires_at AS TEXT), CAST(c.expires_at AS TEXT)
         FROM invitation_claims c FULL JOIN (SELECT instance_id, email_address, max(expires_at) AS expires_at
         FROM invitations WHERE status = 'pending' GROUP BY instance_id, email_address) p
         ON p.instance_id = c.instance_id AND p.email_address = c.email_address
         WHERE c.expires_at IS NULL OR p.expires_at IS NULL OR c.expires_at <> p.expires_at",
    )]
}
