//! The documents that a draft is computed from.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use frontdesk_conformance::{Document, OperationDocument};
use frontdesk_contract::ApiVersion;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::sets::Set;

/// The name under which a schema remembers the order of its properties.
const ORDER: &str = "x-order";

/// A schema as each version has it, oldest first.
pub(super) type Seen = Vec<(ApiVersion, Value)>;

/// The versions of `seen`.
pub(super) fn versions<T>(seen: &[(ApiVersion, T)]) -> Set {
    seen.iter().fold(0, |set, (version, _)| set | 1 << (*version as u8))
}

/// The documents, oldest first.
pub(super) struct Source {
    documents: Vec<(ApiVersion, Document)>,
}

impl Source {
    pub(super) fn read(files: &[PathBuf], renames: &[String]) -> Result<Self> {
        let mut documents = Vec::new();
        for file in files {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let version: ApiVersion = stem.parse().with_context(|| format!("{} is no version", file.display()))?;
            let mut text = fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
            for rename in renames {
                let parts = rename.split_once(':').and_then(|(date, names)| Some((date, names.split_once('=')?)));
                let (date, (old, new)) = parts.with_context(|| format!("`{rename}` is not DATE:OLD=NEW"))?;
                if date == stem {
                    let mark = "#/components/schemas/";
                    for end in ["\n", "'", "\""] {
                        text = text.replace(&format!("{mark}{old}{end}"), &format!("{mark}{new}{end}"));
                    }
                    text = text.replace(&format!("\n    {old}:\n"), &format!("\n    {new}:\n"));
                }
            }
            let Ordered(root) =
                serde_saphyr::from_str(&text).with_context(|| format!("{} is not YAML", file.display()))?;
            documents.push((version, Document::from_value(stem, root)));
        }
        documents.sort_by_key(|(version, _)| *version);
        Ok(Self { documents })
    }

    pub(super) fn document(&self, version: ApiVersion) -> &Document {
        let position = self.documents.iter().position(|(known, _)| *known == version).unwrap_or_default();
        &self.documents[position].1
    }

    pub(super) fn versions(&self) -> Set {
        versions(&self.documents)
    }

    /// The ids that were asked for by name or by tag.
    pub(super) fn operation_ids(&self, ids: &[String], tags: &[String]) -> Result<Vec<String>> {
        let mut all: Vec<String> = ids.to_vec();
        for (_, document) in &self.documents {
            for operation in document.operations() {
                let tagged = operation.tags.iter().any(|tag| tags.contains(tag));
                if tagged && !all.contains(&operation.operation_id) {
                    all.push(operation.operation_id);
                }
            }
        }
        if all.is_empty() {
            bail!("no operation has one of these tags: {}", tags.join(", "));
        }
        Ok(all)
    }

    /// The operation as each version has it.
    pub(super) fn operation(&self, id: &str) -> Result<Vec<(ApiVersion, OperationDocument)>> {
        let found: Vec<_> =
            self.documents.iter().filter_map(|(version, document)| Some((*version, document.operation(id)?))).collect();
        if found.is_empty() {
            bail!("no document has the operation `{id}`");
        }
        Ok(found)
    }

    /// The named schema as each version has it.
    pub(super) fn schema(&self, name: &str) -> Seen {
        self.documents
            .iter()
            .filter_map(|(version, document)| {
                Some((*version, document.root().get("components")?.get("schemas")?.get(name)?.clone()))
            })
            .collect()
    }
}

/// The properties of an object schema in the document's order.
pub(super) fn properties(schema: &Value) -> Vec<(&String, &Value)> {
    let order: Vec<&str> = schema[ORDER].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut properties: Vec<_> = schema["properties"].as_object().into_iter().flatten().collect();
    // What `allOf` gathered from elsewhere is not in the list, and comes first.
    properties.sort_by_key(|(name, _)| order.iter().position(|known| known == name).map_or(0, |place| place + 1));
    properties
}

/// A YAML value as JSON, in which every object schema lists its properties in their order.
struct Ordered(Value);

impl<'de> serde::Deserialize<'de> for Ordered {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrderedVisitor).map(|(value, _)| Self(value))
    }
}

/// A value with the order of its keys.
struct Keyed(Value, Vec<Value>);

impl<'de> serde::Deserialize<'de> for Keyed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OrderedVisitor).map(|(value, keys)| Self(value, keys))
    }
}

struct OrderedVisitor;

impl<'de> Visitor<'de> for OrderedVisitor {
    type Value = (Value, Vec<Value>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok((value.into(), Vec::new()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok((value.into(), Vec::new()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok((value.into(), Vec::new()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok((value.into(), Vec::new()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok((value.into(), Vec::new()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok((Value::Null, Vec::new()))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok((Value::Null, Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Ordered(value)) = access.next_element()? {
            values.push(value);
        }
        Ok((values.into(), Vec::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let (mut map, mut keys) = (Map::new(), Vec::new());
        while let Some((key, Keyed(value, inner))) = access.next_entry::<String, Keyed>()? {
            if key == "properties" && value.is_object() {
                map.insert(ORDER.to_owned(), inner.into());
            }
            keys.push(Value::from(key.clone()));
            map.insert(key, value);
        }
        Ok((map.into(), keys))
    }
}
