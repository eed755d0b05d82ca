//! Types: structs, unions and enumerations, drafted from schemas.

use std::collections::BTreeMap;
use std::fmt::Write;

use frontdesk_contract::ApiVersion;
use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

use super::sets::{Set, words};
use super::source::{Seen, Source, properties, versions};

/// One Rust item and where it belongs.
pub(super) struct Item {
    pub(super) module: String,
    pub(super) file: String,
    pub(super) text: String,
    /// Whether the item is an operation, which the resource lists.
    pub(super) is_operation: bool,
}

/// A file that a type is written to: a resource's module and the file in it.
#[derive(Clone)]
pub(super) struct Home {
    pub(super) module: String,
    pub(super) file: String,
}

/// A Rust type, and what `#[api(…)]` has to say about it.
pub(super) struct Kind {
    pub(super) rust: String,
    pub(super) limits: Vec<String>,
    pub(super) nullable: Set,
}

/// Whether an object is sent or received: what is sent may be constructed field by field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Request,
    Answer,
}

/// What has been drafted so far, by the name of the type.
pub(super) struct Drafts<'a> {
    pub(super) source: &'a Source,
    items: BTreeMap<String, Item>,
}

impl<'a> Drafts<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, items: BTreeMap::new() }
    }

    pub(super) fn finish(self) -> BTreeMap<String, Item> {
        self.items
    }

    pub(super) fn add(&mut self, name: &str, home: &Home, text: String, is_operation: bool) {
        let Home { module, file } = home.clone();
        self.items.insert(name.to_owned(), Item { module, file, text, is_operation });
    }

    /// The type of `seen`; types without a name of their own are called `hint` and written beside their user.
    pub(super) fn kind(&mut self, seen: &Seen, hint: &str, home: &Home, way: Way) -> Kind {
        let mut nullable = 0;
        let mut name = None;
        let mut resolved: Seen = Vec::new();
        for (version, schema) in seen {
            let (own_name, schema, is_nullable) = self.resolve(*version, schema);
            nullable |= Set::from(is_nullable) << *version as u8;
            name = own_name;
            resolved.push((*version, schema));
        }
        let home = match &name {
            Some(name) => self.home_of(name, home),
            None => home.clone(),
        };
        // A named schema is drafted from all versions that have it, not only from where it was met.
        if let Some(name) = &name {
            let everywhere: Seen = self
                .source
                .schema(name)
                .iter()
                .map(|(version, schema)| (*version, self.resolve(*version, schema).1))
                .collect();
            if !everywhere.is_empty() {
                resolved = everywhere;
            }
        }
        let own = name.as_deref().unwrap_or(hint).to_upper_camel_case();
        let (rust, limits) = self.shape(&resolved, &own, &home, way);
        Kind { rust, limits, nullable }
    }

    fn shape(&mut self, seen: &Seen, own: &str, home: &Home, way: Way) -> (String, Vec<String>) {
        let Some((_, newest)) = seen.last() else { return ("Value".to_owned(), Vec::new()) };
        let mut limits = Vec::new();
        for (keyword, limit) in [
            ("minimum", "min"),
            ("maximum", "max"),
            ("minLength", "min_length"),
            ("maxLength", "max_length"),
            ("minItems", "min_items"),
            ("maxItems", "max_items"),
        ] {
            if let Some(number) = newest[keyword].as_i64() {
                limits.push(format!("{limit} = {number}"));
            }
        }
        if let Some(pattern) = newest["pattern"].as_str() {
            limits.push(format!("pattern = r\"{pattern}\""));
        }
        let alternatives = seen.iter().any(|(_, schema)| {
            schema["oneOf"].as_array().or(schema["anyOf"].as_array()).is_some_and(|all| all.len() > 1)
                && schema.get("properties").is_none()
        });
        let rust = match newest["type"].as_str().unwrap_or_default() {
            _ if alternatives => self.union(seen, own, home, way),
            "boolean" => "bool".to_owned(),
            "integer" => "i64".to_owned(),
            "number" => "f64".to_owned(),
            "array" => {
                let items: Seen = seen.iter().map(|(version, schema)| (*version, schema["items"].clone())).collect();
                let item = self.kind(&items, own, home, way);
                limits.extend(item.limits);
                format!("Vec<{}>", item.rust)
            }
            "string" if newest["format"] == "binary" => "Upload".to_owned(),
            "string" => {
                if let Some(format) = newest["format"].as_str() {
                    limits.push(format!("format = \"{format}\""));
                }
                self.text(seen, own, home, &mut limits)
            }
            _ if newest.get("properties").is_some() => self.object(seen, own, home, way),
            _ => "Map<String, Value>".to_owned(),
        };
        (rust, limits)
    }

    /// A text: free, a constant, or one of several values.
    fn text(&mut self, seen: &Seen, own: &str, home: &Home, limits: &mut Vec<String>) -> String {
        let known = versions(seen);
        let mut values: Vec<(String, Set)> = Vec::new();
        for (version, schema) in seen.iter().rev() {
            for value in schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                let bit = 1 << *version as u8;
                match values.iter_mut().find(|(other, _)| other == value) {
                    Some((_, set)) => *set |= bit,
                    None => values.push((value.to_owned(), bit)),
                }
            }
        }
        let constant = values.len() == 1 || ["Object", "Strategy", "Nonce"].iter().any(|end| own.ends_with(end));
        if values.is_empty() {
            return "String".to_owned();
        }
        if constant {
            let all: Vec<String> = values
                .iter()
                .map(|(value, set)| match words(*set, known) {
                    Some(words) => format!("{value}@{}", words.replace(' ', ",")),
                    None => value.clone(),
                })
                .collect();
            limits.push(format!("values = \"{}\"", all.join(" ")));
            return "Text".to_owned();
        }
        let mut text = format!("#[values]\npub enum {own} {{\n");
        for (value, set) in &values {
            let variant = value.to_upper_camel_case();
            let mut says = Vec::new();
            if variant.to_snake_case() != *value {
                says.push(format!("name = \"{value}\""));
            }
            says.extend(words(*set, known).map(|words| format!("versions = \"{words}\"")));
            if !says.is_empty() {
                let _ = writeln!(text, "#[api({})]", says.join(", "));
            }
            let _ = writeln!(text, "{variant},");
        }
        text.push_str("}\n");
        self.add(own, home, text, false);
        own.to_owned()
    }

    fn union(&mut self, seen: &Seen, own: &str, home: &Home, way: Way) -> String {
        let known = versions(seen);
        let mut variants: Vec<(String, Option<String>, Set)> = Vec::new();
        for (version, schema) in seen.iter().rev() {
            let all = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
            for variant in all.into_iter().flatten() {
                let kind = self.kind(&vec![(*version, variant.clone())], &format!("{own}Variant"), home, way);
                let inner = self.resolve(*version, variant).1;
                let tag = inner["properties"]["object"]["enum"][0].as_str().map(str::to_owned);
                let bit = 1 << *version as u8;
                match variants.iter_mut().find(|(name, ..)| *name == kind.rust) {
                    Some((.., set)) => *set |= bit,
                    None => variants.push((kind.rust, tag, bit)),
                }
            }
        }
        let tag = seen.last().and_then(|(_, schema)| schema["discriminator"]["propertyName"].as_str());
        let mut text = match tag {
            Some(tag) => format!("#[union(tag = \"{tag}\")]\n"),
            None => "#[union]\n".to_owned(),
        };
        let _ = writeln!(text, "pub enum {own} {{");
        for (name, value, set) in &variants {
            let mut says = Vec::new();
            if let (Some(_), Some(value)) = (tag, value) {
                says.push(format!("tag = \"{value}\""));
            }
            says.extend(words(*set, known).map(|words| format!("versions = \"{words}\"")));
            if !says.is_empty() {
                let _ = writeln!(text, "#[api({})]", says.join(", "));
            }
            let variant = name.strip_prefix("Verification").unwrap_or(name);
            let _ = writeln!(text, "{variant}({name}),");
        }
        text.push_str("}\n");
        self.add(own, home, text, false);
        own.to_owned()
    }

    fn object(&mut self, seen: &Seen, own: &str, home: &Home, way: Way) -> String {
        if self.items.contains_key(own) {
            return own.to_owned();
        }
        // The name is taken before the fields are drafted, since types may refer to each other.
        self.add(own, home, String::new(), false);
        let known = versions(seen);
        let closed = seen
            .iter()
            .filter(|(_, schema)| schema["additionalProperties"] == false)
            .fold(0, |set: Set, (version, _)| set | 1 << *version as u8);
        let closed = match words(closed, known) {
            None => "(closed)".to_owned(),
            Some(words) if words == "none" => String::new(),
            Some(words) => format!("(closed = \"{words}\")"),
        };
        let fields = self.fields(seen, own, home, way);
        let all_optional = fields.iter().all(|field| field.is_optional);
        let derive = if way == Way::Request && all_optional { "#[derive(Default)]\n" } else { "" };
        let mut text = format!("#[object{closed}]\n{derive}pub struct {own} {{\n");
        for field in fields {
            text.push_str(&field.text);
        }
        text.push_str("}\n");
        self.add(own, home, text, false);
        own.to_owned()
    }

    fn fields(&mut self, seen: &Seen, own: &str, home: &Home, way: Way) -> Vec<FieldDraft> {
        let mut names: Vec<&String> = Vec::new();
        for (_, schema) in seen.iter().rev() {
            for (name, _) in properties(schema) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let mut fields = Vec::new();
        for name in names {
            let field: Seen = seen
                .iter()
                .filter_map(|(version, schema)| Some((*version, schema["properties"].get(name)?.clone())))
                .collect();
            let required = seen
                .iter()
                .filter(|(_, schema)| {
                    schema["required"].as_array().is_some_and(|all| all.iter().any(|known| *known == **name))
                })
                .fold(0, |set: Set, (version, _)| set | 1 << *version as u8);
            let kind = self.kind(&field, &format!("{own}_{name}"), home, way);
            let deprecated = marked(&field, "deprecated");
            let draft = Field { name, known: versions(seen), has: versions(&field), required, deprecated, way };
            fields.push(draft.write(kind, &[], field.last().map(|(_, schema)| schema)));
        }
        fields
    }

    /// Follows references and `allOf`: the name of the schema, its content, and whether it may be null.
    pub(super) fn resolve(&self, version: ApiVersion, schema: &Value) -> (Option<String>, Value, bool) {
        let document = self.source.document(version);
        let mut nullable = schema["nullable"] == true;
        let name = |schema: &Value| {
            schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()).map(str::to_owned)
        };
        if let Some(name) = name(schema) {
            let target = document.resolve(schema);
            let (_, inner, is_nullable) = self.resolve(version, target);
            return (Some(name), inner, is_nullable);
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            if let Some([only]) = schema[keyword].as_array().map(Vec::as_slice)
                && schema.get("properties").is_none()
            {
                let (name, inner, is_nullable) = self.resolve(version, only);
                nullable |= is_nullable && schema.get("nullable").is_none();
                return (name, inner, nullable);
            }
        }
        let merged = if schema.get("allOf").is_some() { document.merge_all_of(schema) } else { schema.clone() };
        (None, merged, nullable)
    }

    /// The resource whose name a schema's name begins with, or else where it was met first.
    fn home_of(&self, name: &str, met: &Home) -> Home {
        const RESOURCES: [(&str, &str); 12] = [
            ("organization_membership", "organization_memberships"),
            ("organization_invitation", "organization_invitations"),
            ("organization", "organizations"),
            ("verification", "verifications"),
            ("email_address", "email_addresses"),
            ("phone_number", "phone_numbers"),
            ("session", "sessions"),
            ("client", "clients"),
            ("invitation", "invitations"),
            ("jwks", "jwks"),
            ("sign_in_token", "sign_in_tokens"),
            ("user", "users"),
        ];
        let file = name.to_snake_case();
        if let Some(known) = self.items.get(&name.to_upper_camel_case()) {
            return Home { module: known.module.clone(), file: known.file.clone() };
        }
        let module = RESOURCES.iter().find(|(prefix, _)| file.starts_with(prefix)).map(|(_, module)| *module);
        Home { module: module.unwrap_or(&met.module).to_owned(), file }
    }
}

/// The versions in which `schema` carries a mark.
pub(super) fn marked(seen: &Seen, mark: &str) -> Set {
    seen.iter().filter(|(_, schema)| schema[mark] == true).fold(0, |set: Set, (version, _)| set | 1 << *version as u8)
}

/// A field or a parameter before it is written.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    /// The versions of whatever the field is part of.
    pub(super) known: Set,
    pub(super) has: Set,
    pub(super) required: Set,
    pub(super) deprecated: Set,
    pub(super) way: Way,
}

/// A field as text.
pub(super) struct FieldDraft {
    pub(super) text: String,
    pub(super) is_optional: bool,
}

impl Field<'_> {
    /// Writes the field; `marks` come first in its attribute, and `schema` may hold a default.
    pub(super) fn write(&self, kind: Kind, marks: &[&str], schema: Option<&Value>) -> FieldDraft {
        let newest = 1 << self.has.ilog2();
        let ident = self.name.to_snake_case();
        let in_query = marks.contains(&"query");
        let is_list = in_query && kind.rust.starts_with("Vec<");
        // Answers always say what they are, even where a document does not promise it.
        let always = self.way == Way::Answer && matches!(self.name, "object" | "id");
        let is_required = self.required & newest != 0 || always || is_list;
        let is_nullable = kind.nullable & newest != 0;
        let rust = match (is_required, is_nullable) {
            (true, false) => kind.rust,
            (true, true) => format!("Nullable<{}>", kind.rust),
            (false, false) => format!("Option<{}>", kind.rust),
            (false, true) => format!("Maybe<{}>", kind.rust),
        };
        let mut says: Vec<String> = marks.iter().map(|mark| (*mark).to_owned()).collect();
        if ident != self.name {
            says.push(format!("name = \"{}\"", self.name));
        }
        says.extend(words(self.has, self.known).map(|words| format!("versions = \"{words}\"")));
        let default = |is: bool| if is { self.has } else { 0 };
        if self.required & self.has != default(is_required) && !is_list {
            let words = words(self.required, self.has).unwrap_or_default();
            says.push(format!("required = \"{words}\""));
        }
        if kind.nullable & self.has != default(is_nullable) {
            let words = words(kind.nullable, self.has).unwrap_or_default();
            says.push(format!("nullable = \"{words}\""));
        }
        if self.deprecated != 0 {
            says.push(match words(self.deprecated, self.has) {
                None => "deprecated".to_owned(),
                Some(words) => format!("deprecated = \"{words}\""),
            });
        }
        if let Some(default) = schema.and_then(|schema| schema.get("default")).filter(|default| !default.is_null()) {
            let text = default.to_string();
            says.push(if text.contains('"') {
                format!("default = r#\"{text}\"#")
            } else {
                format!("default = \"{text}\"")
            });
        }
        says.extend(kind.limits);
        let attribute = if says.is_empty() { String::new() } else { format!("#[api({})]\n", says.join(", ")) };
        let raw = if matches!(ident.as_str(), "type" | "use") { "r#" } else { "" };
        FieldDraft { text: format!("{attribute}pub {raw}{ident}: {rust},\n"), is_optional: !is_required || is_list }
    }
}
