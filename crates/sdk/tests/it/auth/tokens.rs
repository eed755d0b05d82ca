//! Tokens as the table of verdicts describes them.

use std::sync::{LazyLock, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_tokens::{Header, SigningKey};
use serde_json::{Map, Value, json};

/// What three suites in three languages are held to.
pub(super) static TABLE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../../tests/sdk/authenticate-request.json")).unwrap());

pub(super) const NOW_MS: i64 = 1_767_225_600_000;
pub(super) const NOW: i64 = NOW_MS / 1000;

/// Two key pairs, made once since that takes a while.
fn keys() -> &'static [SigningKey; 2] {
    static KEYS: OnceLock<[SigningKey; 2]> = OnceLock::new();
    KEYS.get_or_init(|| ["ins_own", "ins_other"].map(|kid| SigningKey::generate(kid).unwrap()))
}

pub(super) fn own_key() -> &'static SigningKey {
    &keys()[0]
}

/// A token of one of the kinds of the table, as it is without any change.
pub(super) fn like(kind: &str) -> String {
    make(&json!({ "like": kind }))
}

/// A token as a row describes it: like another one but for what it says.
pub(super) fn make(description: &Value) -> String {
    if let Some(text) = description["text"].as_str() {
        return text.to_owned();
    }
    let key = description["key"].as_str().unwrap_or("own");
    let mut header = merged(description, "header");
    if !description["header"].as_object().is_some_and(|header| header.contains_key("kid")) {
        header.insert("kid".to_owned(), json!(if key == "other" { "ins_other" } else { "ins_own" }));
    }
    let mut claims = merged(description, "claims");
    for name in ["exp", "iat", "nbf"] {
        if let Some(time) = claims.get_mut(name) {
            *time = json!(time.as_i64().unwrap() + NOW);
        }
    }
    let pair = &keys()[usize::from(key != "own")];
    // No other algorithm is signed by: what a header of another one says is refused before the signature is looked at.
    let signed = Header { alg: "RS256".to_owned(), ..serde_json::from_value(Value::Object(header.clone())).unwrap() };
    let token = pair.sign(&signed, &claims).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let (payload, signature) = (parts[1], parts[2]);
    let head = if signed.alg == header["alg"] { parts[0].to_owned() } else { encode(&header) };
    match description["damage"].as_str() {
        Some("claims") => {
            claims.insert("sid".to_owned(), json!("sess_2"));
            format!("{head}.{}.{signature}", encode(&claims))
        }
        Some("signature") => {
            let first = if signature.starts_with('B') { 'C' } else { 'B' };
            format!("{head}.{payload}.{first}{}", &signature[1..])
        }
        Some("unsigned") => format!("{head}.{payload}."),
        Some("cut") => format!("{head}.{payload}"),
        _ => format!("{head}.{payload}.{signature}"),
    }
}

fn encode(part: &Map<String, Value>) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(part).unwrap())
}

fn merged(description: &Value, part: &str) -> Map<String, Value> {
    let kind = description["like"].as_str().unwrap();
    let mut merged = TABLE["likes"][kind][part].as_object().unwrap().clone();
    merged.extend(description[part].as_object().cloned().unwrap_or_default());
    merged.retain(|_, value| !value.is_null());
    merged
}
