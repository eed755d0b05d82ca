//! What somebody else's JSON says in one place, whatever stands there.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// One member of a JSON object that may be missing, or be something else than it should.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said<T> {
    /// It is missing.
    #[default]
    Nothing,
    /// It is null.
    Null,
    /// It is something else.
    Other,
    /// It is this.
    This(T),
}

impl<T> Said<T> {
    /// What it is, if it is as it should be.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::This(value) => Some(value),
            _ => None,
        }
    }

    /// What it is, if it is as it should be.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::This(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is missing.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl<T: Deref<Target = str>> Said<T> {
    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        self.get().map(Deref::deref)
    }
}

/// What can be said: each kind takes from JSON what it is.
pub(crate) trait Sayable<'de>: Sized {
    fn from_text(_: &str) -> Option<Self> {
        None
    }

    fn from_integer(_: i64) -> Option<Self> {
        None
    }

    fn from_float(_: f64) -> Option<Self> {
        None
    }

    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn from_object<A: MapAccess<'de>>(mut map: A) -> Result<Option<Self>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl Sayable<'_> for String {
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

/// Whole numbers; of others what is before the point.
impl Sayable<'_> for i64 {
    fn from_integer(number: i64) -> Option<Self> {
        Some(number)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a cast from floating point saturates")]
    fn from_float(number: f64) -> Option<Self> {
        Some(number.floor() as Self)
    }
}

/// Two of a kind, in a list that has no more.
impl<'de, T: Sayable<'de>> Sayable<'de> for (T, T) {
    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let (first, second) = (list.next_element::<Said<T>>()?, list.next_element::<Said<T>>()?);
        let mut is_pair = true;
        while list.next_element::<IgnoredAny>()?.is_some() {
            is_pair = false;
        }
        let pair = first.and_then(Said::into_option).zip(second.and_then(Said::into_option));
        Ok(pair.filter(|_| is_pair))
    }
}

impl<'de, T: Sayable<'de>> Deserialize<'de> for Said<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SaidVisitor(PhantomData))
    }
}

struct SaidVisitor<T>(PhantomData<T>);

impl<'de, T: Sayable<'de>> Visitor<'de> for SaidVisitor<T> {
    type Value = Said<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Said<T>, E> {
        Ok(Said::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Said<T>, E> {
        Ok(Said::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Said<T>, E> {
        Ok(said(T::from_integer(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Said<T>, E> {
        Ok(said(T::from_integer(i64::try_from(number).unwrap_or(i64::MAX))))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Said<T>, E> {
        Ok(said(T::from_float(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Said<T>, E> {
        Ok(said(T::from_text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Said<T>, A::Error> {
        T::from_list(list).map(said)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Said<T>, A::Error> {
        T::from_object(map).map(said)
    }
}

fn said<T>(value: Option<T>) -> Said<T> {
    value.map_or(Said::Other, Said::This)
}
