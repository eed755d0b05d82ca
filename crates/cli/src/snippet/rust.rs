//! A program in Rust, with frontdesk-sdk: a typed request, or its parts where no type of ours declares it.

use std::collections::BTreeSet;

use frontdesk_contract::{ApiVersion, Field, ObjectSchema, Schema};
use serde_json::{Map, Value};

use super::layout::{Style, Tree};
use super::{Call, KEY, quoted, result_name};

/// As rustfmt does.
const STYLE: Style = Style { step: 4, width: 100, named: 18, hugs: true };

pub(super) fn write(call: &Call<'_>) -> String {
    let mut program = Program::default();
    match program.request(call) {
        Some(request) => program.typed(call, &request),
        None => with_parts(call),
    }
}

/// What a typed program needs of the SDK.
#[derive(Default)]
struct Program {
    /// Types by the module of their resource.
    types: BTreeSet<(String, String)>,
    maybe: bool,
    upload: bool,
    json: bool,
}

/// A field of a request type, and its value where the request has one.
struct Given<'a> {
    /// `first_name: Maybe<String>`.
    declaration: &'static str,
    schema: Option<&'static Schema>,
    value: Option<&'a Value>,
}

impl<'a> Given<'a> {
    fn of(field: &'static Field, values: Option<&'a Map<String, Value>>) -> Self {
        let value = values.and_then(|values| values.get(field.name));
        Self { declaration: field.rust, schema: Some(field.schema), value }
    }
}

impl Program {
    fn typed(&self, call: &Call<'_>, request: &Tree) -> String {
        let operation = call.request.operation;
        let is_newest = call.request.version == ApiVersion::NEWEST;
        let mut own: Vec<&str> = vec!["Client"];
        own.extend((!is_newest).then_some("ApiVersion"));
        own.extend(self.maybe.then_some("Maybe"));
        own.extend(self.upload.then_some("Upload"));
        own.sort_unstable();
        let mut modules: Vec<&str> = self.types.iter().map(|(module, _)| module.as_str()).collect();
        modules.dedup();
        let mut uses: Vec<String> = modules
            .into_iter()
            .map(|module| {
                let types = self.types.iter().filter(|(one, _)| one == module).map(|(_, name)| name.as_str());
                use_line(&format!("frontdesk_sdk::{module}"), &types.collect::<Vec<_>>())
            })
            .collect();
        let line = use_line("frontdesk_sdk", &own);
        // One name comes before the modules, several after them.
        uses.insert(if own.len() == 1 { 0 } else { uses.len() }, line);
        let mut text = uses.concat();
        if self.json {
            text.push_str("use serde_json::json;\n");
        }
        text.push_str(MAIN);
        let mut client = String::new();
        if call.has_key() {
            client.push_str(&format!("\n        .secret_key(std::env::var({})?)", quoted(KEY)));
        }
        if !call.is_clerks() {
            client.push_str(&format!("\n        .base_url({})", literal(call.api)));
        }
        if !is_newest {
            client.push_str(&format!("\n        .api_version(ApiVersion::{:?})", call.request.version));
        }
        let build = if client.is_empty() { ".build()?;\n" } else { "\n        .build()?;\n" };
        text.push_str(&format!("    let client = Client::builder(){client}{build}"));
        let name = result_name(operation);
        let before = name.as_ref().map(|name| format!("let {name} = ")).unwrap_or_default();
        if request.is_group() {
            let head = "    let request = ";
            text.push_str(&format!("{head}{};\n", request.show(head.len(), STYLE.step, STYLE, 1)));
            text.push_str(&format!("    {before}client.send(request).await?;\n"));
        } else {
            text.push_str(&format!("    {before}client.send({}).await?;\n", request.inline()));
        }
        if let Some(name) = name {
            text.push_str(&format!("    println!(\"{{{name}:#?}}\");\n"));
        }
        text + "    Ok(())\n}"
    }

    /// The request as a value of its type.
    fn request(&mut self, call: &Call<'_>) -> Option<Tree> {
        let (request, operation) = (call.request, call.request.operation);
        let parts = &request.parts;
        let name = self.import(operation.rust)?;
        let mut fields: Vec<Given<'_>> = operation
            .parameters
            .iter()
            .map(|parameter| match parameter.place {
                frontdesk_contract::Place::Path => Given::of(&parameter.field, Some(&parts.path)),
                frontdesk_contract::Place::Query => Given::of(&parameter.field, Some(&parts.query)),
            })
            .collect();
        if let Some(body) = operation.body {
            if body.rust.is_empty() {
                let form = parts.body.as_ref().and_then(Value::as_object);
                fields.extend(operation.body_object()?.fields.iter().map(|field| Given::of(field, form)));
            } else {
                fields.push(Given { declaration: body.rust, schema: Some(body.schema), value: parts.body.as_ref() });
            }
        }
        if fields.is_empty() {
            return Some(Tree::leaf(name));
        }
        let upload = request.upload().map(|(field, _)| field);
        self.literal(
            &name,
            &fields,
            |kind| starts(kind, &["Option<", "Maybe<", "Nullable<", "Vec<", "String"]),
            |program, field| {
                let (name, kind) = field.declaration.split_once(": ")?;
                (Some(name) == upload && kind.contains("Upload")).then(|| program.upload(call, kind)).flatten()
            },
        )
    }

    fn upload(&mut self, call: &Call<'_>, kind: &str) -> Option<Tree> {
        let (_, upload) = call.request.upload()?;
        self.upload = true;
        let text = |text: Option<&str>| {
            Tree::leaf(text.map_or_else(|| "None".to_owned(), |text| format!("Some({}.to_owned())", literal(text))))
        };
        let path = literal(call.request.upload_path.as_deref()?);
        let items = vec![
            ("file_name: ".to_owned(), text(upload.file_name.as_deref())),
            ("content_type: ".to_owned(), text(upload.content_type.as_deref())),
            ("bytes: ".to_owned(), Tree::leaf(format!("std::fs::read({path})?"))),
        ];
        let upload = Tree::object("Upload {", items);
        Some(if kind.starts_with("Option<") {
            Tree::group("Some(", ")", vec![(String::new(), upload)])
        } else {
            upload
        })
    }

    /// A value of a type with named fields.
    fn literal(
        &mut self,
        name: &str,
        fields: &[Given<'_>],
        has_default: impl Fn(&str) -> bool,
        other: impl Fn(&mut Self, &Given<'_>) -> Option<Tree>,
    ) -> Option<Tree> {
        let mut items = Vec::new();
        let mut missing = Vec::new();
        let mut is_default = true;
        for field in fields {
            let (name, kind) = field.declaration.split_once(": ")?;
            is_default &= has_default(kind);
            if let Some(value) = field.value {
                items.push((format!("{name}: "), self.value(kind, field.schema, value)?));
            } else if let Some(value) = other(self, field) {
                items.push((format!("{name}: "), value));
            } else {
                missing.push((name, kind));
            }
        }
        if is_default && !missing.is_empty() {
            if items.is_empty() {
                return Some(Tree::leaf(format!("{name}::default()")));
            }
            items.push(("..Default::default()".to_owned(), Tree::leaf("")));
        } else {
            for (name, kind) in missing {
                let empty = if starts(kind, &["Option<", "Nullable<"]) {
                    "None"
                } else if kind.starts_with("Maybe<") {
                    self.maybe = true;
                    "Maybe::Absent"
                } else if kind.starts_with("Vec<") {
                    "Vec::new()"
                } else {
                    return None;
                };
                items.push((format!("{name}: "), Tree::leaf(empty)));
            }
        }
        Some(Tree::object(format!("{name} {{"), items))
    }

    /// A value of the type that is written so.
    fn value(&mut self, kind: &str, schema: Option<&'static Schema>, value: &Value) -> Option<Tree> {
        let inner = |name: &str| kind.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
        let wrapped = |open: &str, value: Tree| Tree::group(open, ")", vec![(String::new(), value)]);
        let schema = schema.map(Schema::without_null);
        if let Some(inner) = inner("Option").or_else(|| inner("Nullable")) {
            return if value.is_null() {
                Some(Tree::leaf("None"))
            } else {
                Some(wrapped("Some(", self.value(inner, schema, value)?))
            };
        }
        if let Some(inner) = inner("Maybe") {
            self.maybe = true;
            return if value.is_null() {
                Some(Tree::leaf("Maybe::Null"))
            } else {
                Some(wrapped("Maybe::Value(", self.value(inner, schema, value)?))
            };
        }
        if let (Some(inner), Value::Array(values)) = (inner("Vec"), value) {
            let items = match schema {
                Some(Schema::Array { items, .. }) => Some(*items),
                _ => None,
            };
            let values: Option<Vec<_>> =
                values.iter().map(|value| Some((String::new(), self.value(inner, items, value)?))).collect();
            return Some(Tree::group("vec![", "]", values?));
        }
        match (kind, value) {
            ("String", Value::String(text)) => Some(Tree::leaf(format!("{}.to_owned()", literal(text)))),
            ("bool", Value::Bool(value)) => Some(Tree::leaf(value.to_string())),
            ("i64", Value::Number(number)) if number.is_i64() => Some(Tree::leaf(number.to_string())),
            ("f64", Value::Number(number)) => Some(Tree::leaf(format!("{:?}", number.as_f64()?))),
            (_, Value::String(text)) if matches!(schema, Some(Schema::String(_))) => {
                Some(Tree::leaf(format!("{}.into()", literal(text))))
            }
            (_, Value::Object(map)) => {
                let object = match schema {
                    Some(Schema::Object(object)) => self.object(kind, object, map),
                    _ => None,
                };
                object.or_else(|| Some(self.json(value)))
            }
            _ => Some(self.json(value)),
        }
    }

    /// An object of a type of ours; `None` where it has keys of its own.
    fn object(&mut self, kind: &str, object: &'static ObjectSchema, map: &Map<String, Value>) -> Option<Tree> {
        let is_known = |name: &String| object.fields.iter().any(|field| field.name == name);
        if kind.contains(['<', ':']) || object.rust.rsplit("::").next() != Some(kind) || !map.keys().all(is_known) {
            return None;
        }
        let mut fields: Vec<Given<'_>> = object.fields.iter().map(|field| Given::of(field, Some(map))).collect();
        if !object.others.is_empty() {
            fields.push(Given { declaration: object.others, schema: None, value: None });
        }
        let name = self.import(object.rust)?;
        let plain = ["Option<", "Maybe<", "Nullable<", "Vec<", "Map<"];
        let whole = ["String", "Text", "Value", "bool", "i64", "f64"];
        self.literal(&name, &fields, |kind| starts(kind, &plain) || whole.contains(&kind), |_, _| None)
    }

    /// What has no type of its own.
    fn json(&mut self, value: &Value) -> Tree {
        self.json = true;
        Tree::group("serde_json::from_value(", ")?", vec![(String::new(), macro_json(value, "json!("))])
    }

    /// The name of a type that the program is to use.
    fn import(&mut self, path: &str) -> Option<String> {
        let mut words = path.split("::").skip(1);
        let (module, name) = (words.next()?, words.last()?);
        self.types.insert((module.to_owned(), name.to_owned()));
        Some(name.to_owned())
    }
}

/// What is used of a module, on several lines where it is much.
fn use_line(module: &str, names: &[&str]) -> String {
    let items: Vec<_> = names.iter().map(|name| (String::new(), Tree::leaf(*name))).collect();
    match names {
        [one] => format!("use {module}::{one};\n"),
        _ => format!("use {};\n", Tree::group(format!("{module}::{{"), "}", items).show(4, 0, STYLE, 1)),
    }
}

fn starts(kind: &str, names: &[&str]) -> bool {
    names.iter().any(|name| kind.starts_with(name))
}

/// A value inside of `json!`.
fn macro_json(value: &Value, open: &str) -> Tree {
    let close = if open.is_empty() { "" } else { ")" };
    let nested = |value: &Value| macro_json(value, "");
    match value {
        Value::Object(map) => {
            let items = map.iter().map(|(name, value)| (format!("{}: ", literal(name)), nested(value))).collect();
            let object = Tree::object("{", items);
            if open.is_empty() { object } else { Tree::group(open, ")", vec![(String::new(), object)]) }
        }
        Value::Array(values) => {
            let items = values.iter().map(|value| (String::new(), nested(value))).collect();
            Tree::group(format!("{open}["), if open.is_empty() { "]" } else { "])" }, items)
        }
        Value::String(text) => Tree::leaf(format!("{open}{}{close}", literal(text))),
        Value::Number(number) => {
            // Whole numbers are of 32 bits where nothing says otherwise.
            let suffix = match (number.as_i64(), number.is_u64()) {
                (Some(small), _) if i32::try_from(small).is_ok() => "",
                (Some(_), _) => "_i64",
                (None, true) => "_u64",
                (None, false) => "",
            };
            Tree::leaf(format!("{open}{number}{suffix}{close}"))
        }
        value => Tree::leaf(format!("{open}{value}{close}")),
    }
}

const MAIN: &str = "\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n";

/// The parts of a request as they travel, for an operation that is looked up when the program runs.
fn with_parts(call: &Call<'_>) -> String {
    let (request, parts) = (call.request, &call.request.parts);
    let upload = request.upload();
    let mut text = String::from("use frontdesk_sdk::Client;\n");
    let more = if upload.is_some() { ", Upload" } else { "" };
    text.push_str(&format!("use frontdesk_sdk::contract::{{ApiVersion, Parts{more}, catalogue}};\n"));
    text.push_str(MAIN);
    text.push_str(&format!("    let version: ApiVersion = {}.parse()?;\n", quoted(request.version.as_str())));
    text.push_str("    let client = Client::builder()\n");
    if call.has_key() {
        text.push_str(&format!("        .secret_key(std::env::var({})?)\n", quoted(KEY)));
    }
    text.push_str(&format!(
        "        .base_url({})\n        .api_version(version)\n        .build()?;\n",
        literal(call.api)
    ));
    let id = quoted(request.operation.id);
    text.push_str(&format!("    let operation = catalogue::find({id}, version).ok_or(\"no such operation\")?;\n"));
    text.push_str("    let parts = Parts {\n");
    for (name, map) in [("path", &parts.path), ("query", &parts.query)] {
        if !map.is_empty() {
            text.push_str(&format!("        {name}: serde_json::from_str({})?,\n", raw(&Value::Object(map.clone()))));
        }
    }
    if let Some(body) = &parts.body {
        text.push_str(&format!("        body: Some(serde_json::from_str({})?),\n", raw(body)));
    }
    if let Some((_, upload)) = upload {
        let option = |text: Option<&str>| {
            text.map_or_else(|| "None".to_owned(), |text| format!("Some({}.to_owned())", literal(text)))
        };
        text.push_str(&format!(
            "        upload: Some(Upload {{\n            file_name: {},\n            content_type: {},\n            bytes: std::fs::read({})?,\n        }}),\n",
            option(upload.file_name.as_deref()),
            option(upload.content_type.as_deref()),
            literal(request.upload_path.as_deref().unwrap_or_default())
        ));
    }
    text.push_str("        ..Parts::default()\n    };\n");
    text.push_str("    let answer = client.call(operation, parts).await?;\n");
    text.push_str("    println!(\"{}\", String::from_utf8_lossy(&answer.body));\n    Ok(())\n}");
    text
}

/// JSON as it is, between as many marks as it takes. `json!` would read large numbers and some escapes differently.
fn raw(value: &Value) -> String {
    let text = value.to_string();
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}

/// A text as Rust writes it.
fn literal(text: &str) -> String {
    format!("{text:?}")
}
