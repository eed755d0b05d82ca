//! What tokens of one machine have in common that say the same.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The same for equal claims and equal scopes, whatever the order of their names.
pub(super) fn fingerprint(claims: Option<&Map<String, Value>>, scopes: &[String]) -> String {
    let mut sorted: Vec<&str> = scopes.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let mut text = sorted.join(" ");
    text.push('\n');
    match claims {
        Some(claims) => write_object(claims, &mut text),
        None => text.push_str("null"),
    }
    crate::hash_secret(&text)
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => write_object(map, text),
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

fn write_object(map: &Map<String, Value>, text: &mut String) {
    text.push('{');
    for (name, value) in map.iter().collect::<BTreeMap<_, _>>() {
        text.push_str(&Value::from(name.as_str()).to_string());
        text.push(':');
        write(value, text);
        text.push(',');
    }
    text.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(claims: &str, scopes: &[&str]) -> String {
        let claims: Option<Map<String, Value>> = serde_json::from_str(claims).expect("an object or null");
        fingerprint(claims.as_ref(), &scopes.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn only_equal_claims_and_scopes_have_the_same() {
        let one = of(r#"{"a":1,"b":{"c":[1,2],"d":"x"}}"#, &["mch_1", "mch_2"]);
        assert_eq!(one, of(r#"{"b":{"d":"x","c":[1,2]},"a":1}"#, &["mch_2", "mch_1"]));
        for (claims, scopes) in [
            (r#"{"a":1,"b":{"c":[2,1],"d":"x"}}"#, &["mch_1", "mch_2"][..]),
            (r#"{"a":"1","b":{"c":[1,2],"d":"x"}}"#, &["mch_1", "mch_2"]),
            (r#"{"a":1,"b":{"c":[1,2],"d":"x"}}"#, &["mch_1"]),
            ("{}", &["mch_1", "mch_2"]),
            ("null", &["mch_1", "mch_2"]),
        ] {
            assert_ne!(one, of(claims, scopes), "{claims} {scopes:?}");
        }
        assert_ne!(of("{}", &[]), of("null", &[]));
    }
}
