//! The claims of a token, of which no more is read than is asked for: building a tree of all of them takes longer than
//! anything else about a token but its signature.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::jws::TokenError;
use crate::said::{Said, Sayable};
use crate::session_claims::ClaimsError;

/// The claims of a token: those that checks look at, and all of them. Of claims of one name the last counts.
#[derive(Clone)]
pub struct Claims {
    /// In a box, as it is large and handed on.
    pub(crate) known: Box<Known>,
    pub(crate) all: AllClaims,
}

/// All claims of a token. They can be used as a [`Map`], which is made when it is first asked for. That leaves out what it
/// cannot hold though it is JSON: numbers beyond those of floating point, and values nested more than a hundred deep.
#[derive(Clone)]
pub struct AllClaims {
    text: String,
    map: OnceLock<Map<String, Value>>,
}

impl Claims {
    /// Reads a text; an error if it is not one JSON object.
    pub(crate) fn parse(text: String) -> Result<Self, serde_json::Error> {
        let known = serde_json::from_str::<Boxed>(&text)?.0;
        Ok(Self { known, all: AllClaims { text, map: OnceLock::new() } })
    }

    /// Whom the token is about: the claim `sub`, if it is a text.
    pub fn subject(&self) -> Option<&str> {
        self.known.sub.text()
    }

    /// Who issued the token: the claim `iss`, if it is a text.
    pub fn issuer(&self) -> Option<&str> {
        self.known.iss.text()
    }

    /// The origin that asked for the token: the claim `azp`, if it is a text.
    pub fn authorized_party(&self) -> Option<&str> {
        self.known.azp.text()
    }

    /// Whom the token is for: the claim `aud`; `None` if it is missing or null.
    pub fn audience(&self) -> Option<&Value> {
        self.known.aud.as_ref()
    }

    /// When the token was issued, in whole seconds since the epoch; `None` if it does not say.
    pub fn issued_at_seconds(&self) -> Result<Option<i64>, TokenError> {
        time(&self.known.iat, "iat")
    }

    /// From when on the token is valid, in whole seconds since the epoch; `None` if it does not say.
    pub fn not_before_seconds(&self) -> Result<Option<i64>, TokenError> {
        time(&self.known.nbf, "nbf")
    }

    /// When the token expires, in whole seconds since the epoch; `None` if it does not say.
    pub fn expires_at_seconds(&self) -> Result<Option<i64>, TokenError> {
        time(&self.known.exp, "exp")
    }

    /// All of them.
    pub fn all(&self) -> &AllClaims {
        &self.all
    }
}

fn time(said: &Said<i64>, name: &'static str) -> Result<Option<i64>, TokenError> {
    match said {
        Said::Nothing | Said::Null => Ok(None),
        Said::This(seconds) => Ok(Some(*seconds)),
        Said::Other => Err(TokenError::InvalidTime(name)),
    }
}

impl Deref for AllClaims {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        self.map.get_or_init(|| serde_json::from_str(&self.text).unwrap_or_else(|_| what_can_be_read(&self.text)))
    }
}

fn what_can_be_read(text: &str) -> Map<String, Value> {
    let values: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
    values.into_iter().filter_map(|(name, value)| Some((name, serde_json::from_str(value.get()).ok()?))).collect()
}

impl From<Map<String, Value>> for Claims {
    fn from(map: Map<String, Value>) -> Self {
        let text = Value::Object(map.clone()).to_string();
        // What was written as JSON can be read.
        let known = serde_json::from_str(&text).map_or_else(|_| Box::default(), |Boxed(known)| known);
        Self { known, all: AllClaims { text, map: OnceLock::from(map) } }
    }
}

impl TryFrom<Value> for Claims {
    type Error = ClaimsError;

    fn try_from(value: Value) -> Result<Self, ClaimsError> {
        match value {
            Value::Object(map) => Ok(map.into()),
            _ => Err(ClaimsError::NotAnObject),
        }
    }
}

impl PartialEq for AllClaims {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl PartialEq for Claims {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl fmt::Debug for AllClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all.fmt(f)
    }
}

macro_rules! known {
    ($($name:ident: $kind:ty,)*) => {
        /// The claims that some kind of token has.
        #[derive(Clone, Default)]
        pub(crate) struct Known {
            $(pub(crate) $name: $kind,)*
            /// How many claims there are, these and others.
            pub(crate) count: usize,
        }

        #[derive(Deserialize)]
        #[serde(field_identifier)]
        #[allow(non_camel_case_types, reason = "they are called as the claims are")]
        enum Name {
            $($name,)*
            #[serde(other)]
            Other,
        }

        impl<'de> Visitor<'de> for KnownVisitor {
            type Value = Box<Known>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Box<Known>, A::Error> {
                let mut known = Box::<Known>::default();
                while let Some(name) = map.next_key()? {
                    known.count += 1;
                    match name {
                        $(Name::$name => known.$name = map.next_value()?,)*
                        Name::Other => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(known)
            }
        }
    };
}

struct KnownVisitor;

struct Boxed(Box<Known>);

impl<'de> Deserialize<'de> for Boxed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(KnownVisitor).map(Self)
    }
}

known! {
    // Of every token.
    sub: Said<String>,
    iss: Said<String>,
    jti: Said<String>,
    aud: Option<Value>,
    exp: Said<i64>,
    iat: Said<i64>,
    nbf: Said<i64>,
    act: Option<Value>,
    // Of sessions.
    v: Said<i64>,
    sid: Said<String>,
    azp: Said<String>,
    sts: Said<String>,
    fva: Said<(i64, i64)>,
    o: Said<ActiveOrganization>,
    fea: Said<String>,
    pla: Said<String>,
    // Of sessions of version 1.
    org_id: Said<String>,
    org_slug: Said<String>,
    org_role: Said<String>,
    org_permissions: Option<Value>,
    // Of machines.
    scopes: Said<String>,
    // Of OAuth clients.
    client_id: Said<String>,
    scope: Said<String>,
    scp: Option<Value>,
}

/// The claim `o` of a session.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActiveOrganization {
    pub(crate) id: Said<String>,
    pub(crate) slg: Said<String>,
    pub(crate) rol: Said<String>,
    pub(crate) per: Said<String>,
    pub(crate) fpm: Said<String>,
}

impl<'de> Sayable<'de> for ActiveOrganization {
    fn from_object<A: MapAccess<'de>>(map: A) -> Result<Option<Self>, A::Error> {
        Self::deserialize(MapAccessDeserializer::new(map)).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::jws::whole_seconds;

    fn parse(text: &str) -> Option<Claims> {
        Claims::parse(text.to_owned()).ok()
    }

    #[test]
    fn what_is_asked_for_is_read() {
        let claims = parse(
            r#" { "sub" : "\u0041\n", "\u0069ss":"x", "azp": 7, "aud": {"e": [1, "}"]}, "exp": null, "iat": 1.9, "nbf": "7" } "#,
        )
        .unwrap();
        assert_eq!((claims.subject(), claims.issuer(), claims.authorized_party()), (Some("A\n"), Some("x"), None));
        assert_eq!(claims.audience(), Some(&json!({ "e": [1, "}"] })));
        assert_eq!((claims.expires_at_seconds(), claims.issued_at_seconds()), (Ok(None), Ok(Some(1))));
        assert_eq!(claims.not_before_seconds(), Err(TokenError::InvalidTime("nbf")));
        assert_eq!((claims.all().len(), &claims.all()["azp"]), (7, &json!(7)));
    }

    #[test]
    fn the_last_of_one_name_counts() {
        let claims = parse(r#"{"sub":"a","exp":2,"\u0073ub":"b"}"#).unwrap();
        assert_eq!((claims.subject(), &claims.all()["sub"], claims.all().len()), (Some("b"), &json!("b"), 2));
    }

    #[test]
    fn what_a_map_cannot_hold_is_left_out_of_it() {
        let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
        let claims = parse(&format!(r#"{{"sub":"a","x":1e999,"y":{deep},"z":"\ud800"}}"#)).unwrap();
        assert_eq!(json!(**claims.all()), json!({ "sub": "a" }));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for text in
            ["", "[]", "7", "null", "{", r#"{"a"}"#, r#"{"a":}"#, r#"{"a":1}x"#, "{\"a\":\"\n\"}", r#"{"a":01}"#]
        {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn they_say_what_a_tree_of_them_would_say(
            text in r#"\{("(sub|exp|o|aud|[a-c]{1,2})": ?("[a-z\\"{},:]{0,4}"|[0-9.e-]{1,6}|null|\[1,"a"\]|\{"id":2\}),?){0,4}\}"#
        ) {
            let tree: Option<Map<String, Value>> = serde_json::from_str(&text).ok();
            let claims = parse(&text);
            prop_assert!(claims.is_some() || tree.is_none(), "{}", text);
            let (Some(tree), Some(claims)) = (tree, claims) else { return Ok(()) };
            prop_assert_eq!(claims.subject(), tree.get("sub").and_then(Value::as_str));
            prop_assert_eq!(claims.audience(), tree.get("aud").filter(|audience| !audience.is_null()));
            let expires = match tree.get("exp") {
                None | Some(Value::Null) => Ok(None),
                Some(value) => whole_seconds(value).map(Some).ok_or(TokenError::InvalidTime("exp")),
            };
            prop_assert_eq!(claims.expires_at_seconds(), expires);
            prop_assert_eq!(&**claims.all(), &tree);
        }
    }
}
