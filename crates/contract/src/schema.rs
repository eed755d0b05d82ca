//! What a JSON value must look like, as constant data: one description that validates requests,
//! prunes answers for older versions, prints help and projects to OpenAPI.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{ApiVersion, Maybe, Versions};

/// Text that is usually a constant of ours (`"user"`) and owned when it was read from an answer.
pub type Text = Cow<'static, str>;

/// The shape of a JSON value.
#[derive(Clone, Copy, Debug)]
pub enum Schema {
    /// Any JSON value.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Range),
    /// Any number.
    Number(Range),
    /// A text.
    String(StringSchema),
    /// The content of an uploaded file; only in multipart bodies.
    Binary,
    /// A list.
    Array {
        /// The shape of every item.
        items: &'static Schema,
        /// The fewest items.
        min_items: Option<u32>,
        /// The most items.
        max_items: Option<u32>,
    },
    /// An object with declared fields.
    Object(&'static ObjectSchema),
    /// An object whose keys are free.
    Map(&'static Schema),
    /// One of several shapes.
    OneOf {
        /// The shapes.
        variants: &'static [Variant],
        /// The field whose value tells the variants apart.
        discriminator: Option<&'static str>,
    },
    /// `null`, or the inner shape.
    Nullable(&'static Schema),
}

/// The bounds of a number, both inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The smallest value.
    pub minimum: Option<i64>,
    /// The largest value.
    pub maximum: Option<i64>,
    /// OpenAPI's name of the representation, such as `int64`.
    pub format: Option<&'static str>,
}

/// What a text must satisfy.
#[derive(Clone, Copy, Debug, Default)]
pub struct StringSchema {
    /// The fewest characters.
    pub min_length: Option<u32>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// A regular expression that must match somewhere.
    pub pattern: Option<&'static str>,
    /// OpenAPI's name of the format, such as `date-time`.
    pub format: Option<&'static str>,
    /// The allowed values; empty when the text is free.
    pub values: &'static [EnumValue],
}

/// One allowed value of a text.
#[derive(Clone, Copy, Debug)]
pub struct EnumValue {
    /// The value as it travels.
    pub value: &'static str,
    /// The versions that know it.
    pub versions: Versions,
}

/// One shape of a union.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The discriminator's value, or empty.
    pub tag: &'static str,
    /// The shape.
    pub schema: &'static Schema,
    /// The versions in which the union has this shape.
    pub versions: Versions,
}

/// An object with declared fields.
#[derive(Debug)]
pub struct ObjectSchema {
    /// The Rust type's name, which is Clerk's name of the schema where it has one.
    pub name: &'static str,
    /// What the object is, in our words.
    pub doc: &'static str,
    /// The fields in the order they are written.
    pub fields: &'static [Field],
    /// The versions in which a key that is not declared is refused.
    pub closed: Versions,
    /// The path of its Rust type, `frontdesk_contract::users::user::User`; empty where there is none to write out.
    pub rust: &'static str,
    /// The declaration of the Rust field that takes the keys which are not declared; empty where there is none.
    pub others: &'static str,
}

/// A named part of an object, or a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name as it travels.
    pub name: &'static str,
    /// What it means, in our words.
    pub doc: &'static str,
    /// The shape of its value, without the mark that allows `null`.
    pub schema: &'static Schema,
    /// The versions that have it.
    pub versions: Versions,
    /// The versions in which it must be there.
    pub required: Versions,
    /// The versions in which it may be `null`.
    pub nullable: Versions,
    /// The versions in which it should not be used any more.
    pub deprecated: Versions,
    /// What counts when it is left out, as JSON text.
    pub default: Option<&'static str>,
    /// How the Rust type declares it: `first_name: Maybe<String>`; empty where no Rust type does.
    pub rust: &'static str,
}

impl Schema {
    /// A text without limits.
    pub const TEXT: Self =
        Self::String(StringSchema { min_length: None, max_length: None, pattern: None, format: None, values: &[] });

    /// The same shape with OpenAPI's format name.
    #[must_use]
    pub const fn format(self, format: &'static str) -> Self {
        match self {
            Self::Integer(range) => Self::Integer(Range { format: Some(format), ..range }),
            Self::Number(range) => Self::Number(Range { format: Some(format), ..range }),
            Self::String(text) => Self::String(StringSchema { format: Some(format), ..text }),
            other => other,
        }
    }

    /// The same number, with fractions as far as the documents know; what Rust counts in whole ones stays whole.
    #[must_use]
    pub const fn number(self) -> Self {
        match self {
            Self::Integer(range) => Self::Number(range),
            other => other,
        }
    }

    /// The same number, not below `minimum`.
    #[must_use]
    pub const fn min(self, minimum: i64) -> Self {
        match self {
            Self::Integer(range) => Self::Integer(Range { minimum: Some(minimum), ..range }),
            Self::Number(range) => Self::Number(Range { minimum: Some(minimum), ..range }),
            other => other,
        }
    }

    /// The same number, not above `maximum`.
    #[must_use]
    pub const fn max(self, maximum: i64) -> Self {
        match self {
            Self::Integer(range) => Self::Integer(Range { maximum: Some(maximum), ..range }),
            Self::Number(range) => Self::Number(Range { maximum: Some(maximum), ..range }),
            other => other,
        }
    }

    /// The same text with at least `length` characters.
    #[must_use]
    pub const fn min_length(self, length: u32) -> Self {
        match self {
            Self::String(text) => Self::String(StringSchema { min_length: Some(length), ..text }),
            other => other,
        }
    }

    /// The same text with at most `length` characters.
    #[must_use]
    pub const fn max_length(self, length: u32) -> Self {
        match self {
            Self::String(text) => Self::String(StringSchema { max_length: Some(length), ..text }),
            other => other,
        }
    }

    /// The same text, matching `pattern`.
    #[must_use]
    pub const fn pattern(self, pattern: &'static str) -> Self {
        match self {
            Self::String(text) => Self::String(StringSchema { pattern: Some(pattern), ..text }),
            other => other,
        }
    }

    /// The same text, limited to `values`.
    #[must_use]
    pub const fn values(self, values: &'static [EnumValue]) -> Self {
        match self {
            Self::String(text) => Self::String(StringSchema { values, ..text }),
            other => other,
        }
    }

    /// The word for the shape that messages and help use.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Boolean => "boolean",
            Self::Integer(_) => "integer",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Binary => "file",
            Self::Array { .. } => "array",
            Self::Object(_) | Self::Map(_) | Self::OneOf { .. } => "object",
            Self::Nullable(inner) => inner.type_name(),
        }
    }

    /// The shape without the mark that allows `null`.
    pub const fn without_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            other => other,
        }
    }

    /// Whether an answer written for the newest version has to be changed for `version`.
    pub fn differs_in(&self, version: ApiVersion) -> bool {
        match self {
            Self::Array { items: inner, .. } | Self::Map(inner) | Self::Nullable(inner) => inner.differs_in(version),
            Self::Object(object) => {
                object.fields.iter().any(|field| !field.versions.contains(version) || field.schema.differs_in(version))
            }
            Self::OneOf { variants, .. } => variants.iter().any(|variant| variant.schema.differs_in(version)),
            _ => false,
        }
    }

    /// The discriminator's value of the union's shape that `value` satisfies. Used by the derive.
    #[doc(hidden)]
    pub fn guess_tag(&self, value: &Value) -> Option<&'static str> {
        match self {
            Self::OneOf { variants, .. } => pick_variant(variants, None, value).map(|variant| variant.tag),
            _ => None,
        }
    }

    /// Removes from `value` the fields that `version` does not have.
    pub fn prune(&self, value: &mut Value, version: ApiVersion) {
        match (self, value) {
            (Self::Nullable(inner), value) => inner.prune(value, version),
            (Self::Array { items, .. }, Value::Array(values)) => {
                for value in values {
                    items.prune(value, version);
                }
            }
            // A list that was asked for as a page.
            (Self::Array { items, .. }, Value::Object(page)) => {
                for value in page.get_mut("data").and_then(Value::as_array_mut).into_iter().flatten() {
                    items.prune(value, version);
                }
            }
            (Self::Map(inner), Value::Object(map)) => {
                for value in map.values_mut() {
                    inner.prune(value, version);
                }
            }
            (Self::Object(object), Value::Object(map)) => {
                for field in object.fields {
                    if !field.versions.contains(version) {
                        map.remove(field.name);
                    } else if let Some(value) = map.get_mut(field.name) {
                        field.schema.prune(value, version);
                    }
                }
            }
            (Self::OneOf { variants, discriminator }, value) => {
                if let Some(variant) = pick_variant(variants, *discriminator, value) {
                    variant.schema.prune(value, version);
                }
            }
            _ => {}
        }
    }
}

/// The variant that `value` claims to be, or else the first that it satisfies in some version: one version's unions
/// carry no discriminator.
pub(crate) fn pick_variant(
    variants: &'static [Variant],
    discriminator: Option<&str>,
    value: &Value,
) -> Option<&'static Variant> {
    let claimed = discriminator.and_then(|name| value.get(name)).and_then(Value::as_str);
    match claimed {
        Some(tag) => variants.iter().find(|variant| variant.tag == tag),
        None => variants.iter().find(|variant| {
            variant.versions.iter().any(|version| variant.schema.violations(value, version).is_empty())
        }),
    }
}

impl ObjectSchema {
    /// The field of that name, in `version`.
    pub fn field(&self, name: &str, version: ApiVersion) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name && field.versions.contains(version))
    }
}

/// A Rust type whose JSON has a declared shape.
pub trait HasSchema {
    /// The shape.
    const SCHEMA: Schema;
}

macro_rules! schema {
    ($($kind:ty => $schema:expr;)*) => { $(impl HasSchema for $kind { const SCHEMA: Schema = $schema; })* };
}

schema! {
    String => Schema::TEXT;
    Text => Schema::TEXT;
    bool => Schema::Boolean;
    i64 => Schema::Integer(Range { minimum: None, maximum: None, format: None });
    f64 => Schema::Number(Range { minimum: None, maximum: None, format: None });
    Value => Schema::Any;
    Map<String, Value> => Schema::Map(&Schema::Any);
}

impl<T: HasSchema + 'static> HasSchema for Vec<T> {
    const SCHEMA: Schema = Schema::Array { items: &T::SCHEMA, min_items: None, max_items: None };
}

impl<T: HasSchema + 'static> HasSchema for BTreeMap<String, T> {
    const SCHEMA: Schema = Schema::Map(&T::SCHEMA);
}

impl<T: HasSchema + 'static> HasSchema for Option<T> {
    const SCHEMA: Schema = Schema::Nullable(&T::SCHEMA);
}

impl<T: HasSchema + 'static> HasSchema for Maybe<T> {
    const SCHEMA: Schema = Schema::Nullable(&T::SCHEMA);
}

impl<T: HasSchema> HasSchema for Box<T> {
    const SCHEMA: Schema = T::SCHEMA;
}
