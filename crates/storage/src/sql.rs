//! The thin layer that lets one SQL text, with `$1`, run on both engines.

use postgres::types::{IsNull, ToSql, Type, private::BytesMut};
use rusqlite::types::ToSqlOutput;

/// A value bound to a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// SQL's NULL.
    Null,
    /// TEXT.
    Text(String),
    /// BIGINT.
    Integer(i64),
    /// BOOLEAN.
    Boolean(bool),
    /// BLOB or BYTEA.
    Bytes(Vec<u8>),
}

macro_rules! value_from {
    ($($kind:ty => |$value:ident| $expression:expr;)*) => {
        $(impl From<$kind> for Value { fn from($value: $kind) -> Self { $expression } })*
    };
}

value_from! {
    &str => |value| Self::Text(value.to_owned());
    &String => |value| Self::Text(value.clone());
    String => |value| Self::Text(value);
    i64 => |value| Self::Integer(value);
    bool => |value| Self::Boolean(value);
    Vec<u8> => |value| Self::Bytes(value);
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Clone + Into<Value>> From<&Option<T>> for Value {
    fn from(value: &Option<T>) -> Self {
        value.clone().into()
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::{Value as Owned, ValueRef};
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Owned::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Integer(number) => ToSqlOutput::Owned(Owned::Integer(*number)),
            Self::Boolean(flag) => ToSqlOutput::Owned(Owned::Integer(i64::from(*flag))),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Text(text) => text.as_str().to_sql(kind, out),
            Self::Integer(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Integer(number) => number.to_sql(kind, out),
            Self::Boolean(flag) => flag.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.as_slice().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

/// Binds values: `params![self.instance, user.id, user.created_at]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::sql::Value::from($value)),*] };
}

/// Places for `count` values of a list, from `$first` on: `$3, $4, $5`.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    places.join(", ")
}

/// A row of an answer; columns by position.
pub enum Row<'a> {
    /// From SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Postgres(&'a postgres::Row),
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// Reads column `index`; a mismatch is a mistake of ours and reported as a statement error.
    fn read(row: &Row<'_>, index: usize) -> Result<Self, String>;
}

macro_rules! column {
    ($($kind:ty),*) => {
        $(impl Column for $kind {
            fn read(row: &Row<'_>, index: usize) -> Result<Self, String> {
                match row {
                    Row::Sqlite(row) => row.get(index).map_err(|error| error.to_string()),
                    Row::Postgres(row) => row.try_get(index).map_err(|error| error.to_string()),
                }
            }
        })*
    };
}

column!(String, i64, bool, Vec<u8>, Option<String>, Option<i64>, Option<bool>, Option<Vec<u8>>);

impl Row<'_> {
    /// The text of column `index`, counted from 0, without copying it.
    pub fn text(&self, index: usize) -> Result<&str, crate::StorageError> {
        let text = match self {
            Self::Sqlite(row) => row
                .get_ref(index)
                .map_err(|error| error.to_string())
                .and_then(|value| value.as_str().map_err(|error| error.to_string())),
            Self::Postgres(row) => row.try_get(index).map_err(|error| error.to_string()),
        };
        text.map_err(crate::StorageError::Statement)
    }

    /// The value of column `index`, counted from 0.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, crate::StorageError> {
        T::read(self, index).map_err(crate::StorageError::Statement)
    }
}
