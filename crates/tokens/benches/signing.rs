//! What a session token costs beyond the bare RS256 signature, on one core.

use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use divan::{Bencher, black_box};
use frontdesk_tokens::{
    ActiveOrganization, IdSource, Scope, ScopedSlug, SessionTokenClaims, SigningKey, Validation, parse_claims,
};
use serde_json::{Value, json};

const NOW_MS: i64 = 1_768_713_677_250;

fn main() {
    if std::env::args().any(|argument| argument == "--bench") {
        print_share_of_raw();
    }
    divan::main();
}

/// Both sides in turn, so that a busy machine slows both alike.
#[expect(clippy::print_stdout, reason = "the result of the benchmark")]
fn print_share_of_raw() {
    const ROUNDS: usize = 51;
    let ids = IdSource::random();
    let key = key();
    let (mut raw, mut complete) = (Vec::new(), Vec::new());
    let mut sign_raw = raw_signer();
    for _ in 0..ROUNDS {
        raw.push(time_of_20(&mut sign_raw));
        complete.push(time_of_20(|| {
            black_box(session_token(&ids).sign(&key).expect("it signs"));
        }));
    }
    raw.sort();
    complete.sort();
    let (raw, complete) = (raw[ROUNDS / 2], complete[ROUNDS / 2]);
    let share = raw.as_secs_f64() / complete.as_secs_f64();
    println!("raw {:?}, session token {:?}: {share:.3} of raw", raw / 20, complete / 20);
}

fn time_of_20(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    (0..20).for_each(|_| work());
    start.elapsed()
}

/// Signs a kilobyte, about as much as a session token has.
fn raw_signer() -> impl FnMut() {
    let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key is generated");
    let message = vec![b'x'; 1024];
    let random = SystemRandom::new();
    move || {
        let mut signature = [0; 256];
        pair.sign(&RSA_PKCS1_SHA256, &random, black_box(&message), &mut signature).expect("it signs");
        black_box(signature);
    }
}

/// A token of a member of an organization with a dozen permissions, about a kilobyte long.
fn session_token(ids: &IdSource) -> SessionTokenClaims {
    let issuer = "https://deft-dune-7.clerk.accounts.dev";
    let user_id = ids.new_id("user", NOW_MS);
    let session_id = ids.new_id("sess", NOW_MS);
    let mut claims = SessionTokenClaims::new(issuer, user_id, session_id, NOW_MS, ids.jti());
    let features = ["billing", "dashboard", "reports"];
    let permissions = features
        .iter()
        .flat_map(|feature| ["create", "read", "update", "delete"].map(|verb| format!("org:{feature}:{verb}")));
    claims.organization = Some(ActiveOrganization {
        id: ids.new_id("org", NOW_MS),
        slug: Some("bit-drywall-1768713677".to_owned()),
        role_key: "org:admin".to_owned(),
        permissions: permissions.collect(),
    });
    claims.features = features.map(|feature| ScopedSlug::new(Scope::Organization, feature)).to_vec();
    claims.plans = vec![ScopedSlug::new(Scope::Organization, "pro")];
    claims.custom.insert("email".to_owned(), json!("ada@example.com"));
    claims
}

fn key() -> SigningKey {
    SigningKey::generate("ins_2abc").expect("a key is generated")
}

#[divan::bench]
fn raw_rs256(bencher: Bencher<'_, '_>) {
    bencher.bench_local(raw_signer());
}

#[divan::bench]
fn build_claims_without_signing(bencher: Bencher<'_, '_>) {
    let ids = IdSource::random();
    bencher.bench_local(|| serde_json::to_vec(&session_token(&ids).to_claims()).expect("it is JSON"));
}

#[divan::bench]
fn build_and_sign_session_token(bencher: Bencher<'_, '_>) {
    let ids = IdSource::random();
    let key = key();
    bencher.bench_local(|| session_token(&ids).sign(&key).expect("it signs"));
}

#[divan::bench]
fn verify_and_parse_session_token(bencher: Bencher<'_, '_>) {
    let key = key();
    let token = session_token(&IdSource::random()).sign(&key).expect("it signs");
    let validation = Validation::at(NOW_MS);
    bencher.bench_local(|| {
        let decoded = key.verify(black_box(&token), &validation).expect("it is ours");
        parse_claims(decoded.claims.into()).expect("it is a session token")
    });
}

#[divan::bench]
fn new_id(bencher: Bencher<'_, '_>) {
    let ids = IdSource::random();
    bencher.bench_local(|| ids.new_id("user", black_box(NOW_MS)));
}
