//! Requests for what differs in requests: a parameter, a field of a body, a value, a status.

use frontdesk_contract::difference::Change;
use frontdesk_contract::{ApiVersion, Field, Parts, Place, Schema};
use serde_json::{Value, json};

use super::answers::{MARK, Sight, values, without_deprecated};
use super::list::Difference;
use super::requests;
use super::worlds::{Answer, Worlds, put};
use crate::world::Values;

/// The thing that probes are about.
const INDEX: usize = 1;

/// Something that one version takes and the other does not.
pub(super) async fn request(worlds: &mut Worlds, difference: &Difference, change: &Change) -> Sight {
    if let (Some(old), Some(new)) = (&change.before, &change.after) {
        if without_deprecated(old) == without_deprecated(new) {
            return Sight::Cannot(MARK);
        }
        return match change.place.strip_prefix("query ") {
            Some(name) => value(worlds, difference, name, old, new).await,
            None => Sight::Hidden("nobody knows how to ask for it".to_owned()),
        };
    }
    if change.place == "deprecated" {
        return Sight::Cannot(MARK);
    }
    if let Some(name) = change.place.strip_prefix("query ") {
        return parameter(worlds, difference, name).await;
    }
    match change.place.strip_prefix("body.").or_else(|| change.place.strip_prefix("body[].")) {
        Some(name) if !name.contains(['.', '[', '(', '*']) => field(worlds, difference, name).await,
        _ => Sight::Hidden("nobody knows how to ask for it".to_owned()),
    }
}

fn parts(worlds: &Worlds, difference: &Difference, version: ApiVersion) -> Parts {
    requests::parts(difference.operation, INDEX, &worlds.filled[Worlds::at(version)])
}

/// The answers of both versions to the same request, changed as `change` says.
async fn both(
    worlds: &mut Worlds,
    difference: &Difference,
    versions: (ApiVersion, ApiVersion),
    change: &dyn Fn(&mut Parts),
) -> (Answer, Answer) {
    let mut answers = Vec::new();
    for version in [versions.0, versions.1] {
        let mut parts = parts(worlds, difference, version);
        change(&mut parts);
        answers.push(worlds.ask(version, difference.operation, &parts).await);
    }
    let last = answers.remove(1);
    (answers.remove(0), last)
}

/// A value that only one version knows: the other one refuses it.
async fn value(worlds: &mut Worlds, difference: &Difference, name: &str, old: &str, new: &str) -> Sight {
    let (before, after) = (values(old), values(new));
    let (more, versions) = if after.len() > before.len() {
        (after.difference(&before), (difference.to, difference.from))
    } else {
        (before.difference(&after), (difference.from, difference.to))
    };
    for only in more {
        let set = |parts: &mut Parts| drop(parts.query.insert(name.to_owned(), json!(only)));
        let (knowing, other) = both(worlds, difference, versions, &set).await;
        if !knowing.is_success() || other.status / 100 != 4 || other.refusal().1 != name {
            return Sight::Hidden(format!(
                "{only}: {} {}, {} {}",
                knowing.status, knowing.body, other.status, other.body
            ));
        }
    }
    Sight::Seen
}

/// A parameter that counts in one version only: there it leaves things out or is refused.
async fn parameter(worlds: &mut Worlds, difference: &Difference, name: &str) -> Sight {
    let Some(versions) = difference.having() else { return Sight::Hidden("no side has it".to_owned()) };
    let Some(parameter) = difference.operation.parameter(Place::Query, name) else {
        return Sight::Hidden("it is not declared".to_owned());
    };
    let plain = both(worlds, difference, versions, &|_| ()).await;
    let mut tried = Vec::new();
    for wrong in [nothing_like(parameter), json!("nonsense")] {
        let set = |parts: &mut Parts| drop(parts.query.insert(name.to_owned(), wrong.clone()));
        let asked = both(worlds, difference, versions, &set).await;
        let counts = |one: &Answer, other: &Answer| one.status != other.status || one.count() != other.count();
        if counts(&asked.0, &plain.0) && !counts(&asked.1, &plain.1) {
            return Sight::Seen;
        }
        tried.push(format!(
            "{wrong}: {} {:?}, {} {:?}",
            asked.0.status,
            asked.0.count(),
            asked.1.status,
            asked.1.count()
        ));
    }
    Sight::Hidden(tried.join("; "))
}

/// A value of the right type that nothing has.
fn nothing_like(field: &Field) -> Value {
    match field.schema {
        Schema::Integer(_) if field.name.ends_with("_before") => json!(1),
        Schema::Integer(_) => json!(9_000_000_000_000_i64),
        _ => json!("nobody@nowhere.example"),
    }
}

/// A field of a body: one version takes it, and the other refuses it or passes it over.
async fn field(worlds: &mut Worlds, difference: &Difference, name: &str) -> Sight {
    let Some(versions) = difference.having() else { return Sight::Hidden("no side has it".to_owned()) };
    let found = fields(difference).find(|field| field.name == name);
    let Some(declared) = found else { return Sight::Hidden("it is not declared".to_owned()) };
    let good = |worlds: &Worlds, version: ApiVersion| {
        let world = &worlds.filled[Worlds::at(version)].world;
        match name {
            "active_organization_id" => json!(world.ids("organization")[INDEX]),
            "email_address_identification_status" | "phone_number_identification_status" => json!(["verified"]),
            "role_set_key" => json!("role_set:default"),
            "org_id" => json!(world.ids("organization")[INDEX]),
            "locale" => json!("en-US"),
            _ => Values::new(world, 7).value(difference.operation, declared, versions.0),
        }
    };
    let values = (good(worlds, versions.0), good(worlds, versions.1));
    let mut lacking = parts(worlds, difference, versions.1);
    set_field(&mut lacking, name, values.1);
    requests::renew(difference.operation.id, name, &worlds.filled[Worlds::at(versions.1)], &mut lacking);
    let lacking = worlds.ask(versions.1, difference.operation, &lacking).await;
    let mut having = parts(worlds, difference, versions.0);
    set_field(&mut having, name, values.0);
    requests::renew(difference.operation.id, name, &worlds.filled[Worlds::at(versions.0)], &mut having);
    let having = worlds.ask(versions.0, difference.operation, &having).await;
    if lacking.status / 100 == 4 && lacking.refusal() == ("form_param_unknown", name) {
        if having.is_success() {
            return Sight::Seen;
        }
        return Sight::Hidden(format!("refused where it is known: {} {}", having.status, having.body));
    }
    // An open body: what is wrong is noticed only where it is known.
    let is_object = matches!(declared.schema.without_null(), Schema::Object(_) | Schema::Map(_) | Schema::Any);
    let value = if is_object { json!(5) } else { json!({ "no": ["such", "thing"] }) };
    let wrong = |parts: &mut Parts| set_field(parts, name, value.clone());
    let (having, lacking) = both(worlds, difference, versions, &wrong).await;
    if having.status / 100 == 4 && having.refusal().1 == name && lacking.refusal().1 != name {
        return Sight::Seen;
    }
    Sight::Hidden(format!("{} {}, {} {}", having.status, having.body, lacking.status, lacking.body))
}

/// The fields of the body, or of each item of a list.
fn fields(difference: &Difference) -> impl Iterator<Item = &'static Field> + use<> {
    let schema = difference.operation.body.map(|body| body.schema.without_null());
    let object = match schema {
        Some(Schema::Object(object)) => Some(*object),
        Some(Schema::Array { items: Schema::Object(object), .. }) => Some(*object),
        _ => None,
    };
    object.into_iter().flat_map(|object| object.fields)
}

fn set_field(parts: &mut Parts, name: &str, value: Value) {
    if let Some(Value::Array(items)) = &mut parts.body {
        items.iter_mut().for_each(|item| item[name] = value.clone());
    } else {
        put(parts, name, value);
    }
}
