//! Reading JSON strictly: a key given twice is an error, not a guess.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{ApiError, ApiResult, kinds};

/// The deepest nesting of a request body.
const MAX_DEPTH: usize = 64;
/// Marks our own error among serde's texts.
const DUPLICATE: &str = "duplicate key ";

/// Reads a request body. Nothing, and `null`, count as nothing sent.
pub(crate) fn parse(bytes: &[u8]) -> ApiResult<Option<Value>> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = Strict(MAX_DEPTH).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    match read {
        Ok(Value::Null) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(refuse(&error)),
    }
}

fn refuse(error: &serde_json::Error) -> ApiError {
    let text = error.to_string();
    if let Some(rest) = text.strip_prefix(DUPLICATE) {
        let key = rest.rsplit_once(" at line ").map_or(rest, |(key, _)| key);
        return kinds::FORM_PARAM_DUPLICATE.param(key, format!("The key `{key}` is given twice in the request body."));
    }
    kinds::REQUEST_BODY_INVALID.with(format!("The request body is not valid JSON: {text}."))
}

struct Strict(usize);

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        // PostgreSQL cannot store it, and nobody means it.
        if value.contains('\0') {
            Err(E::custom("a text contains the character U+0000"))
        } else {
            Ok(Value::String(value))
        }
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(Strict(inner))? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("{DUPLICATE}{key}")));
            }
            if key.contains('\0') {
                return Err(A::Error::custom("a key contains the character U+0000"));
            }
            let value = entries.next_value_seed(Strict(inner))?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

impl Strict {
    fn inner<E: Error>(&self) -> Result<usize, E> {
        self.0.checked_sub(1).ok_or_else(|| E::custom(format!("it is nested deeper than {MAX_DEPTH} levels")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_null_are_nothing_sent() {
        assert_eq!(parse(b""), Ok(None));
        assert_eq!(parse(b" \n"), Ok(None));
        assert_eq!(parse(b"null"), Ok(None));
    }

    #[test]
    fn a_key_given_twice_is_named() {
        let error = parse(br#"{"a":{"b":1,"b":2}}"#).expect_err("refused");
        assert_eq!(error.code(), "form_param_duplicate");
    }

    #[test]
    fn too_deep_and_broken_json_are_refused() {
        let deep = [vec![b'['; 100], vec![b']'; 100]].concat();
        for bytes in [&deep[..], b"{", b"{}{}", b"\xff", b"{\"a\":\"\\u0000\"}"] {
            assert_eq!(parse(bytes).expect_err("refused").code(), "request_body_invalid");
        }
    }
}
