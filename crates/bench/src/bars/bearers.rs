//! Verifying what programs carry: API keys, opaque tokens of machines and opaque access tokens of OAuth applications, each
//! against the read of a user by its id.

use std::time::Instant;

use frontdesk_credentials::secret::hash_secret;
use frontdesk_storage::api_keys::ApiKey;
use frontdesk_storage::m2m_tokens::M2mToken;
use frontdesk_storage::machines::Machine;
use frontdesk_storage::oauth_applications::OauthApplication;
use frontdesk_storage::oauth_grants::{OauthCode, OauthGrant, OauthGrantDetails, OauthTokens};
use frontdesk_storage::users::User;
use frontdesk_storage::{StorageError, Tx};

use super::{Bars, Options, Served, bar, target};
use crate::seed::Filling;
use crate::wrk::{Load, Target, take_turns};

/// How many owners share the keys, and how many machines and how many applications the tokens.
const OWNERS: usize = 1_000;
/// Every how many-th is verified: more than one page of an index apart.
const SAMPLE: usize = 997;

/// The secrets that are verified, and the users that are read.
struct Filled {
    secret_key: String,
    users: Vec<String>,
    api_keys: Vec<String>,
    tokens: Vec<String>,
    access_tokens: Vec<String>,
}

fn fill(database: &str, count: usize) -> anyhow::Result<Filled> {
    let started = Instant::now();
    let filling = Filling::begin(database)?;
    let (ids, now) = (&filling.ids, filling.now);
    let mut users: Vec<String> = Vec::with_capacity(count);
    filling.insert_users(count, |_, user: &User| users.push(user.id.clone()))?;
    let machines: Vec<Machine> = (0..OWNERS)
        .map(|number| Machine { id: ids.new_id("mch", now), name: format!("Machine {number}"), ..Machine::default() })
        .collect();
    filling.insert(&machines, |tx, rows| rows.iter().try_for_each(|row| tx.insert_machine(row)))?;
    let applications: Vec<OauthApplication> = (0..OWNERS).map(|number| application(&filling, number)).collect();
    filling.insert(&applications, |tx, rows| rows.iter().try_for_each(|row| tx.insert_oauth_application(row)))?;
    let (mut api_keys, mut tokens, mut access_tokens) = (Vec::new(), Vec::new(), Vec::new());
    for first in (0..count).step_by(OWNERS) {
        let numbers = first..(first + OWNERS).min(count);
        let keys: Vec<ApiKey> = numbers
            .clone()
            .map(|number| {
                let secret = ids.api_key_secret();
                let key = ApiKey {
                    id: ids.token_id("ak"),
                    subject: users[number % OWNERS].clone(),
                    r#type: "api_key".to_owned(),
                    name: format!("Key {number}"),
                    hash: hash_secret(&secret),
                    // As long as a sealed secret is.
                    sealed: vec![1; 74],
                    created_at: now,
                    updated_at: now,
                    ..ApiKey::default()
                };
                if number % SAMPLE == 0 {
                    api_keys.push(secret);
                }
                key
            })
            .collect();
        filling.insert(&keys, |tx, rows| rows.iter().try_for_each(|row| tx.insert_api_key(row).map(drop)))?;
        let rows: Vec<M2mToken> = numbers
            .clone()
            .map(|number| {
                let token = ids.machine_token();
                let row = M2mToken {
                    id: ids.token_id("mt"),
                    machine_id: machines[number % OWNERS].id.clone(),
                    hash: hash_secret(&token),
                    sealed: vec![1; 74],
                    fingerprint: number.to_string(),
                    expires_at: now + 24 * 3600 * 1000,
                    created_at: now,
                    updated_at: now,
                    ..M2mToken::default()
                };
                if number % SAMPLE == 0 {
                    tokens.push(token);
                }
                row
            })
            .collect();
        filling.insert(&rows, |tx, rows| rows.iter().try_for_each(|row| tx.insert_m2m_token(row)))?;
        let grants: Vec<(OauthGrant, OauthTokens)> = numbers
            .map(|number| {
                let token = ids.oauth_access_token();
                let granted = granted(&filling, &applications[number % OWNERS].id, &users[number], &token);
                if number % SAMPLE == 0 {
                    access_tokens.push(token);
                }
                granted
            })
            .collect();
        filling.insert(&grants, |tx, rows| rows.iter().try_for_each(|(grant, tokens)| redeem(tx, grant, tokens)))?;
    }
    eprintln!("{count} users, keys and tokens in {:.0} s", started.elapsed().as_secs_f64());
    let users = users.into_iter().step_by(SAMPLE).collect();
    Ok(Filled { secret_key: filling.secret_key.clone(), users, api_keys, tokens, access_tokens })
}

fn application(filling: &Filling, number: usize) -> OauthApplication {
    let (ids, now) = (&filling.ids, filling.now);
    OauthApplication {
        id: ids.new_id("oauthapp", now),
        client_id: ids.new_id("client", now),
        name: format!("Application {number}"),
        created_at: now,
        updated_at: now,
        ..OauthApplication::default()
    }
}

/// What a user granted to an application, and that opaque access token for it.
fn granted(filling: &Filling, application_id: &str, user_id: &str, token: &str) -> (OauthGrant, OauthTokens) {
    let (ids, now) = (&filling.ids, filling.now);
    let (scopes, ends_at) = (vec!["profile".to_owned(), "email".to_owned()], now + 600_000);
    let code = OauthCode { expires_at: ends_at, ..OauthCode::default() };
    let grant = OauthGrant {
        id: ids.new_id("oagrant", now),
        application_id: application_id.to_owned(),
        user_id: user_id.to_owned(),
        code_hash: hash_secret(&ids.oauth_code()),
        ends_at,
        created_at: now,
        updated_at: now,
        details: OauthGrantDetails { scopes: scopes.clone(), code, ..OauthGrantDetails::default() },
        ..OauthGrant::default()
    };
    let tokens = OauthTokens {
        access_token_id: ids.token_id("oat"),
        access_token_hash: Some(hash_secret(token)),
        access_expires_at: now + 24 * 3600 * 1000,
        scopes,
        refresh: None,
    };
    (grant, tokens)
}

fn redeem(tx: &mut Tx<'_, '_>, grant: &OauthGrant, tokens: &OauthTokens) -> Result<(), StorageError> {
    tx.issue_oauth_code(grant)?;
    let issue = |_: &OauthGrant| Some(tokens.clone());
    tx.redeem_oauth_code(&grant.application_id, &grant.code_hash, grant.created_at, issue).map(drop)
}

fn quoted(values: &[String]) -> String {
    values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(",")
}

/// Measures them all; whatever is verified is another one each time.
pub(super) fn run(engine: &str, options: &Options, load: &Load, database: &str, bars: &mut Bars) -> anyhow::Result<()> {
    let more: &[&str] = if engine == "PostgreSQL" { &["--connections", "16"] } else { &[] };
    let filled = fill(database, options.keys)?;
    let program = Served::start(options, database, more)?;
    let aim = |script: String| -> Target { target(&program, &filled.secret_key, "/", script) };
    let get = aim(format!(
        "local ids = {{{}}}\nlocal n = 0\nrequest = function()\n  n = n % #ids + 1\n  \
         return wrk.format('GET', '/v1/users/' .. ids[n])\nend\n",
        quoted(&filled.users)
    ));
    let verify = |path: &str, field: &str, secrets: &[String]| {
        aim(format!(
            "local secrets = {{{}}}\nlocal n = 0\nwrk.headers['Content-Type'] = 'application/json'\n\
             request = function()\n  n = n % #secrets + 1\n  \
             return wrk.format('POST', '/v1/{path}/verify', nil, '{{\"{field}\":\"' .. secrets[n] .. '\"}}')\nend\n",
            quoted(secrets)
        ))
    };
    for (what, target) in [
        ("API keys", verify("api_keys", "secret", &filled.api_keys)),
        ("tokens of machines", verify("m2m_tokens", "token", &filled.tokens)),
        (
            "access tokens of OAuth applications",
            verify("oauth_applications/access_tokens", "access_token", &filled.access_tokens),
        ),
    ] {
        let figures = take_turns(&[&get, &target], load, options.rounds)?;
        let ratio = figures[0] / figures[1];
        bars.push(bar(
            format!("verify one of {} {what}, {engine}", options.keys),
            "≤ 1.30 × the read of a user",
            ratio,
            ratio <= 1.3,
            format!("{:.0}/s against {:.0}/s", figures[1], figures[0]),
        ));
    }
    Ok(())
}
