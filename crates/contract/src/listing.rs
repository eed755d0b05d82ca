//! Lists: a page with its total, and the older lists that become one only when asked.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::schema::HasSchema;
use crate::{Field, ObjectSchema, ResponseBody, Schema, Versions};

/// Some objects of a list, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The objects between `offset` and `offset + limit`.
    pub data: Vec<T>,
    /// How many objects match, whatever `limit` and `offset` are.
    pub total_count: i64,
}

impl<T: HasSchema + 'static> Page<T> {
    const FIELDS: &'static [Field] = &[
        field("data", "The objects between `offset` and `offset + limit`.", &<Vec<T> as HasSchema>::SCHEMA),
        field("total_count", "How many objects match, whatever `limit` and `offset` are.", &i64::SCHEMA),
    ];
}

const fn field(name: &'static str, doc: &'static str, schema: &'static Schema) -> Field {
    Field {
        name,
        doc,
        schema,
        versions: Versions::ALL,
        required: Versions::ALL,
        nullable: Versions::NONE,
        deprecated: Versions::NONE,
        default: None,
        rust: "",
    }
}

impl<T: HasSchema + 'static> HasSchema for Page<T> {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema {
        name: "Page",
        doc: "Some objects of a list, and how many there are in all.",
        fields: Self::FIELDS,
        closed: Versions::ALL,
        rust: "",
        others: "",
    });
}

impl<T: HasSchema + Serialize + DeserializeOwned + Send + 'static> ResponseBody for Page<T> {
    const SCHEMA: Option<&'static Schema> = Some(&<Self as HasSchema>::SCHEMA);
}

/// The answer of a list that is a plain array unless `paginated=true` asks for a page.
///
/// Its declared shape is the array, as the published documents say.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing<T> {
    /// The objects alone.
    Items(Vec<T>),
    /// The objects with their total.
    Page(Page<T>),
}

impl<T> Listing<T> {
    /// The objects, without the total.
    pub fn into_items(self) -> Vec<T> {
        match self {
            Self::Items(items) => items,
            Self::Page(page) => page.data,
        }
    }
}

impl<T: Serialize> Serialize for Listing<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Items(items) => items.serialize(serializer),
            Self::Page(page) => page.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Listing<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let listing = if value.is_array() {
            serde_json::from_value(value).map(Self::Items)
        } else {
            serde_json::from_value(value).map(Self::Page)
        };
        listing.map_err(serde::de::Error::custom)
    }
}

impl<T: HasSchema + Serialize + DeserializeOwned + Send + 'static> ResponseBody for Listing<T> {
    const SCHEMA: Option<&'static Schema> = Some(&<Vec<T> as HasSchema>::SCHEMA);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_and_a_page_are_told_apart() {
        let items: Listing<i64> = serde_json::from_str("[1,2]").expect("an array");
        assert_eq!(items, Listing::Items(vec![1, 2]));
        let page: Listing<i64> = serde_json::from_str(r#"{"data":[3],"total_count":9}"#).expect("a page");
        assert_eq!(page, Listing::Page(Page { data: vec![3], total_count: 9 }));
        assert_eq!(serde_json::to_string(&page).ok().as_deref(), Some(r#"{"data":[3],"total_count":9}"#));
    }
}
