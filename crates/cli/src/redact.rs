//! Values that must not be shown.

use serde_json::Value;

/// Parts of names whose values are secrets, where these are texts or lists of them.
const SECRET: &[&str] =
    &["password", "secret", "token", "ticket", "backup_code", "digest", "private_key", "signing_key", "api_key"];

/// The same value with its secrets taken out.
pub(crate) fn value(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let redacted = map.iter().map(|(name, inner)| {
                let names = ["_id", "_url"].iter().any(|end| name.ends_with(end));
                let is_secret = !names && SECRET.iter().any(|part| name.contains(part));
                let keep = inner.is_boolean() || inner.is_number() || inner.is_null() || !is_secret;
                (name.clone(), if keep { self::value(inner) } else { Value::from("…") })
            });
            Value::Object(redacted.collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(self::value).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_taken_out_and_the_rest_stays() {
        let body = json!({"password": "p", "previous_token_ttl": 3600, "signing_key": "k", "skip_password_checks": true, "a": [{"totp_secret": "x", "name": "n"}]});
        let shown = json!({"password": "…", "previous_token_ttl": 3600, "signing_key": "…", "skip_password_checks": true, "a": [{"totp_secret": "…", "name": "n"}]});
        assert_eq!(value(&body), shown);
    }
}
