//! Kept counts against recounts.

use super::Check;
use crate::api_keys::{self, API_KEYS_PREFIX};
use crate::leftovers;
use crate::m2m_tokens::{M2M_TOKENS_PREFIX, STATE};
use crate::role_sets::ROLE_MEMBERS_PREFIX;
use crate::users::MOVES_COUNTER;

/// The kept counters: each name, and the rows that it counts.
const COUNTERS: &[(&str, &str)] = &[
    ("users", "users"),
    ("clients", "clients"),
    ("jwt_templates", "jwt_templates"),
    ("organizations", "organizations"),
    ("organization_memberships", "organization_memberships"),
    ("organization_invitations", "organization_invitations"),
    ("permissions", "permissions"),
    ("organization_domains", "organization_domains"),
    ("redirect_urls", "redirect_urls"),
    ("invitations", "invitations WHERE status <> 'revoked'"),
    ("invitations pending", "invitations WHERE status = 'pending'"),
    ("invitations accepted", "invitations WHERE status = 'accepted'"),
    ("invitations revoked", "invitations WHERE status = 'revoked'"),
    ("allowlist_identifiers", "allowlist_identifiers"),
    ("blocklist_identifiers", "blocklist_identifiers"),
    ("waitlist_entries", "waitlist_entries"),
    ("waitlist_entries pending", "waitlist_entries WHERE status = 'pending'"),
    ("waitlist_entries invited", "waitlist_entries WHERE status = 'invited'"),
    ("waitlist_entries rejected", "waitlist_entries WHERE status = 'rejected'"),
    ("waitlist_entries completed", "waitlist_entries WHERE status = 'completed'"),
    ("machines", "machines"),
    ("oauth_applications", "oauth_applications"),
];

/// How counters begin that are kept for each of many things.
const PREFIXES: &[&str] = &[ROLE_MEMBERS_PREFIX, M2M_TOKENS_PREFIX, API_KEYS_PREFIX];

/// The counts in the rows of organizations: each column, and the rows that it counts.
const OF_ORGANIZATIONS: &[(&str, &str)] = &[
    ("members_count", "organization_memberships"),
    ("pending_invitations_count", "organization_invitations WHERE status = 'pending'"),
    ("invitations_count", "organization_invitations"),
    ("domains_count", "organization_domains"),
];

/// The counts in the rows of domains of organizations: each column, and the rows that it counts.
const OF_DOMAINS: &[(&str, &str)] = &[
    ("pending_invitations", "organization_enrollments WHERE status = 'pending' AND kind = 'invitation'"),
    ("pending_suggestions", "organization_enrollments WHERE status = 'pending' AND kind = 'suggestion'"),
];

pub(super) fn checks() -> Vec<Check> {
    let mut checks = vec![counters(), unknown_counters()];
    for (table, owner, column, rows) in of_rows() {
        checks.push(Check::new(
            table,
            format!(
                "SELECT o.instance_id || ' ' || o.id || ' {column}', CAST(coalesce(c.value, 0) AS TEXT),
                 CAST(o.{column} AS TEXT)
                 FROM {table} o LEFT JOIN (SELECT instance_id, {owner}, count(*) AS value FROM {rows}
                 GROUP BY instance_id, {owner}) c ON c.instance_id = o.instance_id AND c.{owner} = o.id
                 WHERE o.{column} <> coalesce(c.value, 0)"
            ),
        ));
    }
    checks
}

/// Every count in a row: the table, what its rows are called where they are counted, the column, and the rows.
fn of_rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    let of_organizations =
        OF_ORGANIZATIONS.iter().map(|(column, rows)| ("organizations", "organization_id", *column, *rows));
    of_organizations
        .chain(OF_DOMAINS.iter().map(|(column, rows)| ("organization_domains", "domain_id", *column, *rows)))
}

fn counters() -> Check {
    let mut recounts: Vec<String> = COUNTERS
        .iter()
        .map(|(name, rows)| {
            let owned =
                leftovers::is_owned(rows, rows).map(|condition| format!("WHERE {condition}")).unwrap_or_default();
            format!("SELECT instance_id, '{name}' AS name, count(*) AS value FROM {rows} {owned} GROUP BY instance_id")
        })
        .collect();
    recounts.push(format!(
        "SELECT m.instance_id, '{ROLE_MEMBERS_PREFIX}' || o.cohort || ' ' || m.role AS name, count(*) AS value
         FROM organization_memberships m JOIN organizations o
         ON o.instance_id = m.instance_id AND o.id = m.organization_id GROUP BY m.instance_id, o.cohort, m.role"
    ));
    recounts.push(format!(
        "SELECT t.instance_id, '{M2M_TOKENS_PREFIX}' || t.machine_id || ' ' || {STATE} AS name, count(*) AS value
         FROM m2m_tokens t JOIN machines m ON m.instance_id = t.instance_id AND m.id = t.machine_id
         GROUP BY t.instance_id, t.machine_id, {STATE}"
    ));
    let (valid, owned) = (api_keys::STATE, leftovers::is_no_leftover("k", "subject"));
    recounts.push(format!(
        "SELECT k.instance_id, '{API_KEYS_PREFIX}' || k.subject || ' ' || {valid} || ' ' || k.type AS name,
         count(*) AS value FROM api_keys k WHERE {owned} GROUP BY k.instance_id, k.subject, k.type, {valid}"
    ));
    let sql = format!(
        "SELECT coalesce(c.instance_id, k.instance_id) || ' ' || coalesce(c.name, k.name),
         CAST(coalesce(c.value, 0) AS TEXT), CAST(coalesce(k.value, 0) AS TEXT)
         FROM ({}) c FULL JOIN (SELECT instance_id, name, CAST(sum(value) AS BIGINT) AS value FROM counters
         WHERE name IN ({}){}
         GROUP BY instance_id, name) k ON k.instance_id = c.instance_id AND k.name = c.name
         WHERE coalesce(c.value, 0) <> coalesce(k.value, 0)",
        recounts.join(" UNION ALL "),
        names(),
        PREFIXES.iter().map(|prefix| format!(" OR name LIKE '{prefix}%'")).collect::<String>()
    );
    Check::new("counters", sql)
}

/// A counter that nobody can recount is one that nobody would miss.
fn unknown_counters() -> Check {
    let sql = format!(
        "SELECT DISTINCT instance_id || ' ' || name, 'a counter that can be recounted', 'an unknown one'
         FROM counters WHERE name NOT IN ({}, '{MOVES_COUNTER}'){}",
        names(),
        PREFIXES.iter().map(|prefix| format!(" AND name NOT LIKE '{prefix}%'")).collect::<String>()
    );
    Check::new("counters", sql)
}

fn names() -> String {
    let names: Vec<String> = COUNTERS.iter().map(|(name, _)| format!("'{name}'")).collect();
    names.join(", ")
}
