//! Steps of a plan: look-ups for what is named and not known by id, then the request itself.

use frontdesk_contract::{ApiVersion, Descriptor, Parts, Place, Risk, Schema, request};
use serde_json::{Map, Value};

use crate::clause::{Fit, Reference, Referent};
use crate::frame::{Frame, Slot, Spot};
use crate::metadata::Change;
use crate::plan::{Answer, LookUp, Plan, Step};
use crate::{Context, unsure};

/// What a clause made or found.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) words: Vec<String>,
    /// The number of its step; 0 when it is not one thing.
    pub(crate) step: usize,
}

/// Adds the steps of a clause. `alone` when the plan is nothing but this clause.
pub(crate) fn add_fit(plan: &mut Plan, mut fit: Fit, context: &Context, alone: bool) -> Option<Made> {
    fit.complete_listing();
    let own = fit.frame.own_slot();
    let named = own.and_then(|own| fit.references.iter().find(|reference| reference.slot == own).cloned());
    // Whoever gets a thing by its name gets it from the list that finds it; only what comes after needs exactly one.
    if let (Some(reference), true) = (&named, fit.is_read() && fit.frame.operation.path.ends_with('}')) {
        let filtered = |step: &Step| step.parts.query.keys().any(|name| name != "limit" && name != "status");
        let slot = &fit.frame.slots[reference.slot];
        let found = look_up(slot, &reference.referent, &fit.path, fit.frame.verb, context.version);
        if fit.query.is_empty() && found.is_some_and(|step| filtered(&step)) {
            let slot = fit.frame.slots[reference.slot].clone();
            let others: Vec<Reference> = fit.references.iter().filter(|other| *other != reference).cloned().collect();
            let mut path = fit.path.clone();
            add_look_ups(plan, fit.frame, &others, &mut path, &mut Map::new(), &mut Map::new(), context)?;
            let mut step = look_up(&slot, &reference.referent, &path, fit.frame.verb, context.version)?;
            let made = Made { words: slot.words.clone(), step: plan.steps.len() + 1 };
            if alone {
                step.look_up = None;
            }
            plan.steps.push(step);
            return Some(made);
        }
    }
    let Fit { frame, mut path, mut query, mut body, bulk, references, file, notes, .. } = fit;
    add_look_ups(plan, frame, &references, &mut path, &mut query, &mut body, context)?;
    let is_object = frame.operation.body.filter(|body| body.versions.contains(context.version));
    let required = is_object.is_some_and(|declared| declared.required.contains(context.version))
        || frame.slots.iter().any(|slot| slot.spot == Spot::Body && slot.required);
    let body = match (frame.is_bulk, body.is_empty() && file.is_none() && !required) {
        (true, _) => Some(Value::Array(items(frame, &body, &bulk))),
        (_, true) => None,
        _ if is_object.is_none() => None,
        _ => Some(Value::Object(body)),
    };
    plan.notes.extend(notes);
    let one = !frame.is_list && frame.operation.response.is_some_and(has_id);
    let step = if one { plan.steps.len() + 1 } else { 0 };
    plan.steps.push(Step {
        operation: frame.operation,
        parts: Parts { path, query, body, upload: None },
        file,
        look_up: None,
    });
    Some(Made { words: if one { frame.resource.clone() } else { Vec::new() }, step })
}

/// Adds the steps of a change of metadata.
pub(crate) fn add_change(plan: &mut Plan, change: Change, context: &Context) -> Option<Made> {
    let Change { frame, body, mut path, references, notes } = change;
    add_look_ups(plan, frame, &references, &mut path, &mut Map::new(), &mut Map::new(), context)?;
    plan.notes.extend(notes);
    let body = Some(Value::Object(body));
    plan.steps.push(Step {
        operation: frame.operation,
        parts: Parts { path, body, ..Parts::default() },
        file: None,
        look_up: None,
    });
    Some(Made { words: frame.resource.clone(), step: plan.steps.len() })
}

/// One object for each of several things; what was said once holds for all of them.
fn items(frame: &Frame, body: &Map<String, Value>, bulk: &[(usize, Value)]) -> Vec<Value> {
    let mut items = vec![Value::Object(body.clone())];
    for (index, value) in bulk {
        let mut item = body.clone();
        item.insert(frame.slots[*index].field.name.to_owned(), value.clone());
        items.push(Value::Object(item));
    }
    items
}

fn has_id(schema: &Schema) -> bool {
    matches!(schema.without_null(), Schema::Object(object) if object.fields.iter().any(|field| field.name == "id"))
}

fn add_look_ups(
    plan: &mut Plan,
    frame: &Frame,
    references: &[Reference],
    path: &mut Map<String, Value>,
    query: &mut Map<String, Value>,
    body: &mut Map<String, Value>,
    context: &Context,
) -> Option<()> {
    let mut references: Vec<&Reference> = references.iter().collect();
    // What others lie in comes first.
    references.sort_by_key(|reference| {
        let name = frame.slots[reference.slot].field.name;
        frame.operation.path.find(&format!("{{{name}}}")).unwrap_or(usize::MAX)
    });
    for reference in references {
        let slot = &frame.slots[reference.slot];
        let number = match &reference.referent {
            Referent::Earlier(0) => return None,
            Referent::Earlier(step) => *step,
            referent => {
                let step = look_up(slot, referent, path, frame.verb, context.version)?;
                let known =
                    plan.steps.iter().position(|known| known.look_up == step.look_up && known.parts == step.parts);
                known.map_or_else(
                    || {
                        plan.steps.push(step);
                        plan.steps.len()
                    },
                    |at| at + 1,
                )
            }
        };
        let id = Value::from(format!("${{{number}.id}}"));
        let id = if slot.is_array() { Value::Array(vec![id]) } else { id };
        let map = match slot.spot {
            Spot::Path => &mut *path,
            Spot::Query => &mut *query,
            Spot::Body => &mut *body,
        };
        map.insert(slot.field.name.to_owned(), id);
    }
    Some(())
}

/// The request that finds a thing by what it is called.
fn look_up(
    slot: &Slot,
    referent: &Referent,
    path: &Map<String, Value>,
    verb: &str,
    version: ApiVersion,
) -> Option<Step> {
    let target = slot.target.as_ref()?;
    let list = target.list?;
    let mut parts = Parts::default();
    for field in list.parameters_in(Place::Path, version) {
        parts.path.insert(field.name.to_owned(), path.get(field.name)?.clone());
    }
    let text = referent.text().to_owned();
    let exact = match referent {
        Referent::Email(_) => "email_address",
        Referent::Phone(_) => "phone_number",
        Referent::Username(_) => "username",
        Referent::ExternalId(_) => "external_id",
        _ => "",
    };
    let has = |name: &str| list.parameter(Place::Query, name).filter(|field| field.versions.contains(version));
    let mut limit = None;
    let filter = has(exact).or_else(|| has("query"));
    if let Some(field) = filter {
        let is_list = matches!(field.schema.without_null(), Schema::Array { .. });
        let value = Value::from(text.clone());
        parts.query.insert(field.name.to_owned(), if is_list { Value::Array(vec![value]) } else { value });
    }
    if filter.is_none_or(|field| field.name != exact) {
        if let Some(field) = has("limit") {
            let most = match field.schema.without_null() {
                Schema::Integer(range) => range.maximum.unwrap_or(100),
                _ => 100,
            };
            parts.query.insert("limit".to_owned(), Value::from(most));
            limit = usize::try_from(most).ok();
        }
    }
    // An invitation that can be revoked is a pending one.
    if verb == "revoke" && has("status").is_some_and(|field| field.schema.without_null().has_value("pending")) {
        let is_list = has("status").is_some_and(|field| matches!(field.schema.without_null(), Schema::Array { .. }));
        let pending = Value::from("pending");
        parts.query.insert("status".to_owned(), if is_list { Value::Array(vec![pending]) } else { pending });
    }
    if list
        .parameters_in(Place::Query, version)
        .any(|field| field.required.contains(version) && !parts.query.contains_key(field.name))
    {
        return None;
    }
    let noun = if slot.field.name == "created_by" { "user".to_owned() } else { slot.words.join(" ") };
    let look_up = LookUp { noun, text, within: target.within, limit };
    Some(Step { operation: list, parts, file: None, look_up: Some(look_up) })
}

/// Whether a text may have a value.
trait HasValue {
    fn has_value(&self, value: &str) -> bool;
}

impl HasValue for Schema {
    fn has_value(&self, value: &str) -> bool {
        match self.without_null() {
            Self::String(text) => text.values.iter().any(|known| known.value == value),
            Self::Array { items, .. } => items.has_value(value),
            _ => false,
        }
    }
}

/// The plan, unless it would destroy something that was not named.
pub(crate) fn without_gaps(plan: Plan, context: &Context) -> Answer {
    let unnamed = |step: &Step| {
        let destroys = matches!(step.operation.risk, Risk::Destructive | Risk::Irreversible);
        destroys && !gaps(step.operation, &step.parts, context.version).is_empty()
    };
    match plan.steps.iter().find(|step| unnamed(step)) {
        None => Answer::Plan(plan),
        Some(step) => {
            let missing = gaps(step.operation, &step.parts, context.version).join(" and ");
            let title = unsure::title(step.operation);
            Answer::Candidates(unsure::choose(
                &format!("what is to be destroyed has to be named: {missing} is missing"),
                vec![title],
                "give the id, the e-mail address or the name in quotes",
            ))
        }
    }
}

/// Required values that are not there.
fn gaps(operation: &'static Descriptor, parts: &Parts, version: ApiVersion) -> Vec<String> {
    request::violations(operation, parts, version)
        .into_iter()
        .filter(|violation| violation.problem == frontdesk_contract::Problem::Missing)
        .map(|violation| violation.path)
        .collect()
}
