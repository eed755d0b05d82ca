//! Three-state fields: absent, null, or a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field that may be left out, sent as `null`, or given a value; for updates the three differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// The field is not there: keep what is stored.
    #[default]
    Absent,
    /// The field is `null`: clear what is stored.
    Null,
    /// The field has a value.
    Value(T),
}

/// A field that is always there and may be `null`.
pub type Nullable<T> = Option<T>;

impl<T> Maybe<T> {
    /// Whether the field is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is there and `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Writes the field over `target`: absent keeps, null clears. Tells whether anything was said.
    pub fn apply(&self, target: &mut Option<T>) -> bool
    where
        T: Clone,
    {
        match self {
            Self::Absent => return false,
            Self::Null => *target = None,
            Self::Value(value) => *target = Some(value.clone()),
        }
        true
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => {
                Err(serde::ser::Error::custom("an absent field was written: its declaration lacks skip_serializing_if"))
            }
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_keeps_null_clears_and_a_value_replaces() {
        let mut name = Some("Ada".to_owned());
        assert!(!Maybe::Absent.apply(&mut name));
        assert_eq!(name.as_deref(), Some("Ada"));
        assert!(Maybe::Value("Bea".to_owned()).apply(&mut name));
        assert_eq!(name.as_deref(), Some("Bea"));
        assert!(Maybe::Null.apply(&mut name));
        assert_eq!(name, None);
    }

    #[test]
    fn writing_an_absent_field_is_an_error() {
        assert!(serde_json::to_string(&Maybe::<u8>::Absent).is_err());
    }
}
