//! Verifying JWTs without a network, as the SDK does, against the bare check of their signatures.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Context;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_sdk::Client;
use frontdesk_sdk::auth::{Authenticator, TokenKind};
use frontdesk_tokens::{Header, SigningKey};
use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Value, json};

use super::{Bars, bar};

/// How often both sides take their turn, and how many tokens each verifies then.
const TURNS: usize = 101;
const TOKENS_IN_TURN: u32 = 50;
const NOW_MS: i64 = 1_768_713_677_250;
const NOW: i64 = NOW_MS / 1000;

/// Measures every kind of JWT, on one core.
pub(super) fn run(bars: &mut Bars) -> anyhow::Result<()> {
    let key = SigningKey::generate("ins_2abc")?;
    let public = pem::parse(key.public_pem()?)?;
    let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public.contents())?;
    for (what, kind, token) in tokens(&key)? {
        let client = Client::builder().secret_key("sk_test_nobody_is_asked").build()?;
        let authenticator = client.authenticator().accepts([kind]).audiences(["mch_2"]).jwks(&key.jwks()).build()?;
        let headers =
            HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::try_from(format!("Bearer {token}"))?)]);
        anyhow::ensure!(is_verified(&authenticator, &headers), "{what}: the token is refused");
        let (signed, signature) = token.rsplit_once('.').context("a JWT has three parts")?;
        let signature = URL_SAFE_NO_PAD.decode(signature)?;
        let (mut raw, mut whole) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            raw.push(time(|| public.verify_sig(black_box(signed.as_bytes()), &signature).is_ok()));
            whole.push(time(|| is_verified(&authenticator, black_box(&headers))));
        }
        raw.sort_unstable();
        whole.sort_unstable();
        let (raw, whole) = (raw[TURNS / 2] / TOKENS_IN_TURN, whole[TURNS / 2] / TOKENS_IN_TURN);
        let ratio = raw.as_secs_f64() / whole.as_secs_f64();
        bars.push(bar(
            format!("verify {what} without a network"),
            "≥ 0.90 of the raw signature check",
            ratio,
            ratio >= 0.9,
            format!("{raw:.1?} against {whole:.1?}, one core"),
        ));
    }
    Ok(())
}

fn is_verified(authenticator: &Authenticator, headers: &HeaderMap) -> bool {
    authenticator.authenticate_at(headers, NOW_MS).now_or_never().is_some_and(|verified| verified.is_ok())
}

fn time(mut verify: impl FnMut() -> bool) -> Duration {
    let started = Instant::now();
    for _ in 0..TOKENS_IN_TURN {
        assert!(black_box(verify()), "a token is refused");
    }
    started.elapsed()
}

/// One of each kind, about as long as real ones.
fn tokens(key: &SigningKey) -> anyhow::Result<[(&'static str, TokenKind, String); 3]> {
    let issuer = "https://deft-dune-7.clerk.accounts.dev";
    let sign = |header: Value, claims: Value| -> anyhow::Result<String> {
        let header: Header = serde_json::from_value(header)?;
        Ok(key.sign(&header, &claims)?)
    };
    let session = sign(
        json!({ "alg": "RS256", "typ": "JWT", "cat": "cl_B7d4PD111AAA", "kid": "ins_2abc" }),
        json!({
            "sub": "user_2NNEqL2nrIRdJ194ndJqAHwEfxC", "sid": "sess_2NNEqL3nrIRdJ194ndJqAHwEfxC", "iss": issuer, "v": 2,
            "iat": NOW - 10, "nbf": NOW - 20, "exp": NOW + 50, "fva": [0, -1], "jti": "0123456789abcdef",
            "o": { "id": "org_2NNEqL4nrIRdJ194ndJqAHwEfxC", "rol": "admin", "slg": "bit-drywall-17687", "per": "read,write",
                   "fpm": "3,1,2" },
            "fea": "o:billing,o:dashboard,o:reports",
        }),
    )?;
    let machine = sign(
        json!({ "alg": "RS256", "typ": "JWT", "cat": "cl_B7d4PD333AAA", "kid": "ins_2abc" }),
        json!({
            "sub": "mch_1", "aud": ["mch_2"], "scopes": "mch_2", "iss": issuer, "iat": NOW - 10, "nbf": NOW - 10,
            "exp": NOW + 290, "jti": "mt_0123456789abcdef",
        }),
    )?;
    let access = sign(
        json!({ "alg": "RS256", "typ": "at+jwt", "kid": "ins_2abc" }),
        json!({
            "sub": "user_2NNEqL2nrIRdJ194ndJqAHwEfxC", "client_id": "client_2NNEqL2nrIRdJ194ndJqAHwEfxC", "iss": issuer,
            "scope": "profile email", "iat": NOW - 10, "nbf": NOW - 10, "exp": NOW + 86_000, "jti": "oat_0123456789abcdef",
            "aud": "mch_2",
        }),
    )?;
    Ok([
        ("a session token", TokenKind::Session, session),
        ("an M2M token", TokenKind::M2m, machine),
        ("an OAuth access token", TokenKind::Oauth, access),
    ])
}
