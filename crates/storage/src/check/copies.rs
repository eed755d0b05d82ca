//! What stands twice: the columns of a user and its identifications, against its data.

use super::Check;

/// Columns of users that repeat an attribute of the data as it is.
const COLUMNS: &[&str] = &["id", "first_name", "last_name", "username"];
/// Columns of users that repeat a time.
const TIMES: &[&str] = &["created_at", "updated_at", "last_active_at", "last_sign_in_at"];
/// Columns of users that repeat the primary one of a list: the column, the list, its mark.
const PRIMARIES: &[(&str, &str, &str)] = &[
    ("email_address", "email_addresses", "primary_email_address_id"),
    ("phone_number", "phone_numbers", "primary_phone_number_id"),
    ("web3_wallet", "web3_wallets", "primary_web3_wallet_id"),
];

/// Spells what the engines spell differently. Both know `->` and `->>`.
#[derive(Clone, Copy)]
struct Json {
    sqlite: bool,
}

impl Json {
    fn data(self) -> &'static str {
        if self.sqlite { "u.data" } else { "CAST(u.data AS JSONB)" }
    }

    /// The items of a list of a user as `e.value`.
    fn items(self, list: &str) -> String {
        if self.sqlite {
            format!("json_each(u.data, '$.{list}') e")
        } else {
            format!("jsonb_array_elements(CAST(u.data AS JSONB) -> '{list}') e(value)")
        }
    }

    /// Whether an attribute that may be missing is `true`.
    fn is_true(of: &str, name: &str) -> String {
        format!("coalesce(CAST({of} ->> '{name}' AS TEXT) IN ('1', 'true'), false)")
    }
}

pub(super) fn checks(sqlite: bool) -> Vec<Check> {
    let json = Json { sqlite };
    let data = json.data();
    let mut checks: Vec<Check> =
        COLUMNS.iter().map(|column| differs(column, &format!("CAST({data} ->> '{column}' AS TEXT)"))).collect();
    checks.extend(TIMES.iter().map(|column| differs(column, &format!("CAST({data} ->> '{column}' AS BIGINT)"))));
    checks.push(differs("banned", &Json::is_true(data, "banned")));
    checks.extend(PRIMARIES.iter().map(|(column, list, mark)| {
        let items = json.items(list);
        differs(
            column,
            &format!("(SELECT e.value ->> '{column}' FROM {items} WHERE e.value ->> 'id' = {data} ->> '{mark}')"),
        )
    }));
    checks.push(verified_domains(sqlite));
    let (declared, kept) = (declared(json), "SELECT instance_id, kind, claim, id, user_id FROM identifications");
    let row = "instance_id || ' ' || kind || ' ' || claim";
    let owner = "id || ' of ' || user_id";
    checks.push(Check::new(
        "identifications",
        format!("SELECT {row}, {owner}, NULL FROM (SELECT * FROM ({declared}) d EXCEPT {kept}) missing"),
    ));
    checks.push(Check::new(
        "identifications",
        format!("SELECT {row}, NULL, {owner} FROM ({kept} EXCEPT SELECT * FROM ({declared}) d) surplus"),
    ));
    checks
}

/// Whether a domain of an organization counts as verified follows from what is shown of it.
fn verified_domains(sqlite: bool) -> Check {
    let data = if sqlite { "d.data" } else { "CAST(d.data AS JSONB)" };
    let shown = |what: &str| format!("coalesce({data} -> '{what}' ->> 'status' = 'verified', false)");
    let expected = format!("({} OR {})", shown("affiliation"), shown("ownership"));
    Check::new(
        "organization_domains",
        format!(
            "SELECT d.instance_id || ' ' || d.id || ' verified',
                    CASE WHEN {expected} THEN 'true' ELSE 'false' END, CASE WHEN d.verified THEN 'true' ELSE 'false' END
             FROM organization_domains d WHERE d.verified <> {expected}"
        ),
    )
}

fn differs(column: &str, expected: &str) -> Check {
    Check::new(
        "users",
        format!(
            "SELECT u.instance_id || ' ' || u.id || ' {column}', CAST({expected} AS TEXT), CAST(u.{column} AS TEXT)
             FROM users u WHERE u.{column} IS DISTINCT FROM {expected}"
        ),
    )
}

/// The identifications that follow from the data of all users.
fn declared(json: Json) -> String {
    let data = json.data();
    let of_list = |kind: &str, list: &str, claim: &str| {
        let items = json.items(list);
        format!(
            "SELECT u.instance_id, '{kind}' AS kind, {claim} AS claim, e.value ->> 'id' AS id, u.id AS user_id FROM users u, {items}"
        )
    };
    let reserved = Json::is_true("e.value", "reserved");
    let claimed = |value: &str| {
        format!(
            "CASE WHEN {reserved} OR coalesce(e.value -> 'verification' ->> 'status' = 'verified', false)
             THEN e.value ->> '{value}' ELSE (e.value ->> '{value}') || ' ' || (e.value ->> 'id') END"
        )
    };
    let of_user = |kind: &str, claim: &str| {
        format!(
            "SELECT u.instance_id, '{kind}' AS kind, {claim} AS claim, '{kind} ' || u.id AS id, u.id AS user_id
             FROM users u WHERE {data} ->> '{kind}' IS NOT NULL"
        )
    };
    [
        of_list("email_address", "email_addresses", &claimed("email_address")),
        of_list("phone_number", "phone_numbers", &claimed("phone_number")),
        of_list("web3_wallet", "web3_wallets", "e.value ->> 'web3_wallet'"),
        of_list("passkey", "passkeys", "e.value ->> 'id'"),
        of_list(
            "external_account",
            "external_accounts",
            "(e.value ->> 'provider') || '/' || (e.value ->> 'provider_user_id')",
        ),
        // User names are ASCII, so both engines lower them alike.
        of_user("username", &format!("lower({data} ->> 'username')")),
        of_user("external_id", &format!("{data} ->> 'external_id'")),
    ]
    .join(" UNION ALL ")
}
