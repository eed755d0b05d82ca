//! What differs between two versions of the API: operations, and the fields of what they take and answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use frontdesk_contract::difference::{Beside, Direction, Places, Told, changes};
pub(crate) use frontdesk_contract::difference::{Change, Changed};
use frontdesk_contract::{ApiVersion, Descriptor, Field, ObjectSchema, Place, Schema, Versions};

use crate::shapes;
use crate::specification::Specification;

/// All differences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Difference {
    pub(crate) added: Vec<&'static Descriptor>,
    pub(crate) removed: Vec<&'static Descriptor>,
    pub(crate) changed: Vec<Changed>,
    pub(crate) unchanged: usize,
}

/// How many operations came, went and changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) added: usize,
    pub(crate) removed: usize,
    pub(crate) changed: usize,
}

impl Counts {
    /// The same as the lengths of a [`Difference`], without finding out what differs in each.
    pub(crate) fn between(from: &Specification, to: &Specification) -> Self {
        let beside = Beside::new(from.operations(), to.operations());
        let mut comparison = Comparison::new(from.version, to.version);
        let changed = beside.both.iter().filter(|(before, after)| comparison.differ(before, after)).count();
        Self { added: beside.added.len(), removed: beside.removed.len(), changed }
    }
}

impl Difference {
    /// How two versions differ.
    pub(crate) fn between(from: &Specification, to: &Specification) -> Self {
        let Beside { added, removed, both } = Beside::new(from.operations(), to.operations());
        let mut comparison = Comparison::new(from.version, to.version);
        let count = both.len();
        let differing = both.into_iter().filter(|(before, after)| comparison.differ(before, after));
        let mut changed: Vec<Changed> =
            differing.map(|(before, after)| Changed::between(before, from.version, after, to.version)).collect();
        changed.sort_by_key(|changed| (changed.operation.path, changed.operation.method));
        let unchanged = count - changed.len();
        Self { added, removed, changed, unchanged }
    }

    /// The objects of answers that both have and not alike, by name: many operations share them, so each is told once.
    pub(crate) fn objects(from: &Specification, to: &Specification) -> BTreeMap<&'static str, Vec<Change>> {
        objects(from, to)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// Goes through two declarations at once, to the first thing that they have not alike. Most have none, and many share
/// their objects, so that each pair of objects is compared once.
struct Comparison {
    from: ApiVersion,
    to: ApiVersion,
    /// Pairs of objects that were looked at, as sent or as answered, and whether they differ. A pair that is being looked
    /// at does not yet.
    objects: HashMap<(*const ObjectSchema, *const ObjectSchema, bool), bool>,
}

impl Comparison {
    fn new(from: ApiVersion, to: ApiVersion) -> Self {
        Self { from, to, objects: HashMap::new() }
    }

    fn differ(&mut self, before: &'static Descriptor, after: &'static Descriptor) -> bool {
        let (from, to) = (self.from, self.to);
        let codes = |operation: &Descriptor, version| -> BTreeSet<u16> {
            operation
                .errors
                .iter()
                .filter(|status| status.versions.contains(version))
                .map(|status| status.code)
                .collect()
        };
        let fields = |operation: &'static Descriptor, place, version| -> Vec<&'static Field> {
            operation.parameters_in(place, version).collect()
        };
        let body =
            |operation: &'static Descriptor, version| operation.body.filter(|body| body.versions.contains(version));
        (before.method, before.path) != (after.method, after.path)
            || before.deprecated.contains(from) != after.deprecated.contains(to)
            || codes(before, from) != codes(after, to)
            || [Place::Path, Place::Query]
                .into_iter()
                .any(|place| self.fields(&fields(before, place, from), &fields(after, place, to), true))
            || match (body(before, from), body(after, to)) {
                (None, None) => false,
                (Some(old), Some(new)) => {
                    old.format != new.format
                        || old.required.contains(from) != new.required.contains(to)
                        || self.schemas(old.schema, new.schema, true)
                }
                _ => true,
            }
            || match (before.response, after.response) {
                (None, None) => false,
                (Some(old), Some(new)) => {
                    shapes::wire_type(old) != shapes::wire_type(new) || self.schemas(old, new, false)
                }
                _ => true,
            }
    }

    fn fields(&mut self, before: &[&'static Field], after: &[&'static Field], sent: bool) -> bool {
        before.len() != after.len()
            || after.iter().enumerate().any(|(at, new)| {
                // The order says nothing, but is mostly the same.
                let same = |old: &&&'static Field| old.name == new.name;
                match before.get(at).filter(same).or_else(|| before.iter().find(same)) {
                    Some(old) => self.field(old, new, sent),
                    None => true,
                }
            })
    }

    fn field(&mut self, before: &'static Field, after: &'static Field, sent: bool) -> bool {
        let (from, to) = (self.from, self.to);
        let alike = |set: fn(&Field) -> Versions| set(before).contains(from) == set(after).contains(to);
        let steady = std::ptr::eq(before, after)
            && alike(|field| field.nullable)
            && alike(|field| field.required)
            && alike(|field| field.deprecated)
            && self.has_same_values(after.schema);
        let marks = if sent { shapes::Marks::Required } else { shapes::Marks::Optional };
        let words = |field, version| shapes::field_wire_kind(field, version, marks);
        !steady && words(before, from) != words(after, to) || self.schemas(before.schema, after.schema, sent)
    }

    fn has_same_values(&self, schema: &Schema) -> bool {
        match schema.without_null() {
            Schema::Array { items, .. } => self.has_same_values(items),
            Schema::String(text) => {
                text.values.iter().all(|value| value.versions.contains(self.from) == value.versions.contains(self.to))
            }
            _ => true,
        }
    }

    /// What is inside; what stands there itself has been compared.
    fn schemas(&mut self, before: &'static Schema, after: &'static Schema, sent: bool) -> bool {
        match (before, after) {
            (Schema::Nullable(old), _) => self.schemas(old, after, sent),
            (_, Schema::Nullable(new)) => self.schemas(before, new, sent),
            (Schema::Map(old), Schema::Map(new))
            | (Schema::Array { items: old, .. }, Schema::Array { items: new, .. }) => self.schemas(old, new, sent),
            (Schema::OneOf { variants: old, .. }, Schema::OneOf { variants: new, .. }) => {
                let (from, to) = (self.from, self.to);
                let old: Vec<_> = old.iter().filter(|variant| variant.versions.contains(from)).collect();
                let new: Vec<_> = new.iter().filter(|variant| variant.versions.contains(to)).collect();
                old.len() != new.len()
                    || old.iter().zip(&new).any(|(old, new)| {
                        old.tag != new.tag
                            || shapes::wire_type(old.schema) != shapes::wire_type(new.schema)
                            || self.schemas(old.schema, new.schema, sent)
                    })
            }
            (Schema::Object(old), Schema::Object(new)) => self.object(old, new, sent),
            // Something else altogether, which its type has said already unless nothing is inside.
            (old, new) => has_inside(old) != has_inside(new),
        }
    }

    fn object(&mut self, before: &'static ObjectSchema, after: &'static ObjectSchema, sent: bool) -> bool {
        let key = (std::ptr::from_ref(before), std::ptr::from_ref(after), sent);
        if let Some(known) = self.objects.get(&key) {
            return *known;
        }
        self.objects.insert(key, false);
        let fields = |object: &'static ObjectSchema, version| -> Vec<&'static Field> {
            object.fields.iter().filter(|field| field.versions.contains(version)).collect()
        };
        let (old, new) = (fields(before, self.from), fields(after, self.to));
        let closed = sent && before.closed.contains(self.from) != after.closed.contains(self.to);
        let differs = closed || self.fields(&old, &new, sent);
        self.objects.insert(key, differs);
        differs
    }
}

/// Whether places are inside of it.
fn has_inside(schema: &Schema) -> bool {
    match schema {
        Schema::Nullable(inner) | Schema::Map(inner) | Schema::Array { items: inner, .. } => has_inside(inner),
        Schema::Object(object) => !object.fields.is_empty(),
        Schema::OneOf { .. } => true,
        _ => false,
    }
}

/// What differs in objects that answers of both hold, each told once.
fn objects(from: &Specification, to: &Specification) -> BTreeMap<&'static str, Vec<Change>> {
    let (before, after) = (named_objects(from), named_objects(to));
    let mut found = BTreeMap::new();
    for (name, new) in &after {
        let Some(old) = before.get(name) else { continue };
        let changes = changes(old, new, Direction::Answer);
        if !changes.is_empty() {
            found.insert(*name, changes);
        }
    }
    found
}

/// The fields of every named object in answers, each object's own only.
fn named_objects(specification: &Specification) -> BTreeMap<&'static str, Places> {
    let mut found = BTreeMap::new();
    for schema in specification.operations().filter_map(|operation| operation.response) {
        collect(schema, specification.version, &mut found);
    }
    found
}

fn collect(schema: &'static Schema, version: ApiVersion, found: &mut BTreeMap<&'static str, Places>) {
    match schema {
        Schema::Nullable(inner) | Schema::Map(inner) | Schema::Array { items: inner, .. } => {
            collect(inner, version, found);
        }
        Schema::OneOf { variants, .. } => {
            let known = variants.iter().filter(|variant| variant.versions.contains(version));
            known.for_each(|variant| collect(variant.schema, version, found));
        }
        Schema::Object(object) => {
            // Pages differ although they share a name; an object that is only named says nothing.
            let is_own = !object.name.is_empty() && object.name != "Page" && !object.fields.is_empty();
            if is_own && found.contains_key(object.name) {
                return;
            }
            let fields = || object.fields.iter().filter(|field| field.versions.contains(version));
            if is_own {
                let places = fields().map(|field| {
                    (
                        field.name.to_owned(),
                        Told::plain(shapes::field_wire_kind(field, version, shapes::Marks::Optional)),
                    )
                });
                found.insert(object.name, places.collect());
            }
            fields().for_each(|field| collect(field.schema, version, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_does_not_differ_from_itself() {
        for version in ApiVersion::ALL {
            let one = Specification::built_in(version);
            let difference = Difference::between(&one, &one);
            assert!(difference.is_empty() && Difference::objects(&one, &one).is_empty());
            assert_eq!(difference.unchanged, one.operations().count());
        }
    }

    #[test]
    fn what_is_found_quickly_is_what_differs_in_every_place() {
        for from in ApiVersion::ALL {
            for to in ApiVersion::ALL {
                let [one, other] = [from, to].map(Specification::built_in);
                let mut comparison = Comparison::new(from, to);
                let beside = Beside::new(one.operations(), other.operations());
                let mut changed = 0;
                for (before, after) in &beside.both {
                    let whole = Changed::between(before, from, after, to);
                    let differs = comparison.differ(before, after);
                    assert_eq!(differs, !whole.is_empty(), "{} {from} {to}: {whole:?}", after.id);
                    changed += usize::from(differs);
                }
                let counts = Counts { added: beside.added.len(), removed: beside.removed.len(), changed };
                assert_eq!(Counts::between(&one, &other), counts, "{from} {to}");
            }
        }
    }

    #[test]
    fn metadata_left_the_plain_update_of_users() {
        let [from, to] = [ApiVersion::V2025_11_10, ApiVersion::V2026_05_12].map(Specification::built_in);
        let difference = Difference::between(&from, &to);
        let update = difference.changed.iter().find(|changed| changed.operation.id == "UpdateUser").expect("changed");
        let gone = update.request.iter().find(|change| change.place == "body.public_metadata").expect("gone");
        assert!(gone.after.is_none() && gone.breaking, "{gone:?}");
        let back = Difference::between(&to, &from);
        assert_eq!(back.added.len(), difference.removed.len());
        assert_eq!(back.changed.len(), difference.changed.len());
    }
}
