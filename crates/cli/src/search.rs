//! Finds operations by words: everything that is known of an operation counts, some of it more than the rest.

mod synonyms;
mod wanted;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use frontdesk_contract::{ApiVersion, Descriptor, Field, ObjectSchema, Place, Risk, Schema};

use crate::specification::Specification;
use wanted::Wanted;

/// An operation that was found.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) operation: &'static Descriptor,
    pub(crate) score: f64,
    /// Names of parameters and fields that answer the words, for the reader.
    pub(crate) names: Vec<&'static str>,
}

/// How much a word counts by where it stands.
const PATH: f64 = 8.0;
const ID: f64 = 8.0;
const TAG: f64 = 5.0;
const SUMMARY: f64 = 4.0;
const PARAMETER: f64 = 3.0;
const DOC: f64 = 1.5;
const ANSWER: f64 = 0.6;
/// What a synonym counts in place of the word itself.
const SYNONYM: f64 = 0.9;
/// What the beginning of a longer word counts.
const BEGINNING: f64 = 0.6;
/// What an operation loses whose id is about other things altogether.
const BESIDE: f64 = 0.5;
/// What a word adds that stands there just as it was asked for: `user` is not quite `users`.
const VERBATIM: f64 = 0.05;

/// The operations that have to do with the words, best first.
pub(crate) fn find(words: &[String], specification: &Specification) -> Vec<Hit> {
    let terms = synonyms::terms(&words.join(" "));
    let wanted = Wanted::new(&terms);
    rank(&terms, wanted, specification)
}

fn rank(terms: &[Term], wanted: Wanted, specification: &Specification) -> Vec<Hit> {
    if terms.is_empty() {
        return Vec::new();
    }
    let mut objects = Objects { version: specification.version, wanted, words: HashMap::new() };
    let entries: Vec<Entry> = specification.operations().map(|operation| Entry::of(operation, &mut objects)).collect();
    // A word that many operations share tells them apart less than a rare one.
    #[expect(clippy::cast_precision_loss, reason = "there are a few hundred operations")]
    let rarity: Vec<f64> = terms
        .iter()
        .map(|term| {
            let having = entries.iter().filter(|entry| entry.weight(term) >= SUMMARY * SYNONYM).count();
            (1.0 + entries.len() as f64 / (1.0 + having as f64)).ln()
        })
        .collect();
    let mut hits: Vec<Hit> = entries.iter().filter_map(|entry| entry.hit(terms, &rarity, specification)).collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.operation.path.len().cmp(&b.operation.path.len())));
    // What shares only a common word with the best is noise.
    let best = hits.first().map_or(0.0, |hit| hit.score);
    hits.retain(|hit| hit.score >= best * 0.35);
    hits
}

/// A word that was asked for, and the others that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) word: String,
    /// The word as it was typed, in lower case.
    pub(crate) typed: String,
    pub(crate) others: Vec<String>,
}

/// The words of an operation with their weights.
struct Entry {
    operation: &'static Descriptor,
    words: BTreeMap<String, f64>,
    names: Vec<(&'static str, Vec<String>)>,
    /// The words of what it answers.
    answer: Rc<BTreeSet<String>>,
    /// The words of its id and summary as they are written.
    verbatim: BTreeSet<String>,
    /// The words of its id.
    id: Vec<String>,
}

/// The words of objects in answers. Many operations share them, so each is read once.
struct Objects {
    version: ApiVersion,
    wanted: Wanted,
    words: HashMap<*const ObjectSchema, Rc<BTreeSet<String>>>,
}

impl Objects {
    fn words(&mut self, schema: &'static Schema) -> Rc<BTreeSet<String>> {
        match schema {
            Schema::Nullable(inner) | Schema::Map(inner) | Schema::Array { items: inner, .. } => self.words(inner),
            Schema::Object(object) => {
                if let Some(known) = self.words.get(&std::ptr::from_ref(*object)) {
                    return Rc::clone(known);
                }
                let (version, mut words) = (self.version, BTreeSet::new());
                for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
                    if self.wanted.may_be_in(field.name) {
                        words.extend(synonyms::words(field.name));
                    }
                    // A page is about what it lists.
                    if field.name == "data" {
                        words.extend(self.words(field.schema).iter().cloned());
                    }
                }
                let words = Rc::new(words);
                self.words.insert(*object, Rc::clone(&words));
                words
            }
            _ => Rc::default(),
        }
    }
}

impl Entry {
    fn of(operation: &'static Descriptor, objects: &mut Objects) -> Self {
        let answer = operation.response.map(|schema| objects.words(schema)).unwrap_or_default();
        let summary = operation.summary();
        let verbatim = format!("{} {summary}", split_camel(operation.id)).to_lowercase();
        let verbatim = verbatim.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let id = synonyms::words(&split_camel(operation.id)).collect();
        let entry = Self { operation, words: BTreeMap::new(), names: Vec::new(), answer, verbatim, id };
        let (version, wanted) = (objects.version, &objects.wanted);
        let mut reader = Reader { entry, version, wanted };
        for part in operation.path.split('/') {
            // A placeholder says what it takes, which is less than what the path is about.
            reader.add(part, if part.starts_with('{') { PARAMETER * 0.5 } else { PATH });
        }
        reader.add(&split_camel(operation.id), ID);
        operation.tags.iter().for_each(|tag| reader.add(tag, TAG));
        reader.add(operation.method.as_str(), DOC);
        reader.add(synonyms::verb(operation.method), DOC);
        reader.add(&summary, SUMMARY);
        reader.add(operation.doc, DOC);
        reader.add(operation.destroys, DOC);
        for field in operation.parameters_in(Place::Query, version) {
            reader.field(field, PARAMETER);
        }
        if let Some(body) = operation.body.filter(|body| body.versions.contains(version)) {
            reader.fields(body.schema, PARAMETER, 2);
        }
        reader.entry
    }

    /// The best that a word or one of its synonyms counts here.
    fn weight(&self, term: &Term) -> f64 {
        let others = term.others.iter().map(|word| self.word_weight(word) * SYNONYM);
        others.fold(self.word_weight(&term.word), f64::max)
    }

    fn word_weight(&self, word: &str) -> f64 {
        if let Some(weight) = self.words.get(word) {
            return *weight;
        }
        if self.answer.contains(word) {
            return ANSWER;
        }
        if word.len() < 4 {
            return 0.0;
        }
        let longer = self.words.range(word.to_owned()..).take_while(|(known, _)| known.starts_with(word));
        longer.map(|(_, weight)| weight * BEGINNING).fold(0.0, f64::max)
    }

    fn hit(&self, terms: &[Term], rarity: &[f64], specification: &Specification) -> Option<Hit> {
        let weights: Vec<f64> = terms.iter().map(|term| self.weight(term)).collect();
        let matched = weights.iter().filter(|weight| **weight > 0.0).count();
        if matched == 0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "there are a few words")]
        let share = matched as f64 / terms.len() as f64;
        let mut score: f64 = weights.iter().zip(rarity).map(|(weight, rarity)| weight * rarity).sum();
        // All words in one operation say more than one of them very clearly.
        score *= share * share;
        #[expect(clippy::cast_precision_loss, reason = "there are a few words")]
        let verbatim = terms.iter().filter(|term| self.verbatim.contains(&term.typed)).count() as f64;
        score *= 1.0 + VERBATIM * verbatim;
        // An operation that does more than what was asked for is another one: removing a user's password.
        // To get or to list is what is meant where nothing is said.
        let is_meant = |word: &&String| {
            matches!(word.as_str(), "get" | "list")
                || terms.iter().any(|term| term.word == **word || term.others.contains(*word))
        };
        #[expect(clippy::cast_precision_loss, reason = "there are a few words")]
        let covered = self.id.iter().filter(is_meant).count() as f64 / self.id.len().max(1) as f64;
        score *= 1.0 - BESIDE + BESIDE * covered;
        // Where words do not tell them apart, what destroys comes last.
        score *= match self.operation.risk {
            Risk::Read | Risk::Write => 1.0,
            Risk::Destructive => 0.95,
            Risk::Irreversible => 0.9,
        };
        if self.operation.deprecated.contains(specification.version) {
            score *= 0.6;
        }
        let named = self.names.iter().filter(|(_, words)| {
            terms.iter().any(|term| words.contains(&term.word) || term.others.iter().any(|other| words.contains(other)))
        });
        let names = named.map(|(name, _)| *name).take(4).collect();
        Some(Hit { operation: self.operation, score, names })
    }
}

/// Reads what is known of an operation into its entry.
struct Reader<'a> {
    entry: Entry,
    version: ApiVersion,
    wanted: &'a Wanted,
}

impl Reader<'_> {
    fn fields(&mut self, schema: &'static Schema, weight: f64, depth: usize) {
        if depth == 0 {
            return;
        }
        match schema {
            Schema::Nullable(inner) | Schema::Map(inner) => self.fields(inner, weight, depth),
            Schema::Array { items, .. } => self.fields(items, weight, depth),
            Schema::Object(object) => {
                let version = self.version;
                for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
                    self.field(field, weight);
                    self.fields(field.schema, weight * 0.5, depth - 1);
                }
            }
            Schema::OneOf { variants, .. } => {
                variants.iter().for_each(|variant| self.fields(variant.schema, weight, depth - 1));
            }
            _ => {}
        }
    }

    fn field(&mut self, field: &'static Field, weight: f64) {
        self.add(field.name, weight);
        self.add(field.doc, weight * 0.3);
        let names = &mut self.entry.names;
        if weight >= DOC && self.wanted.may_be_in(field.name) && !names.iter().any(|(name, _)| *name == field.name) {
            names.push((field.name, synonyms::words(field.name).collect()));
        }
    }

    fn add(&mut self, text: &str, weight: f64) {
        if !self.wanted.may_be_in(text) {
            return;
        }
        for word in synonyms::words(text) {
            let known = self.entry.words.entry(word).or_insert(0.0);
            *known = known.max(weight);
        }
    }
}

/// `CreateOrganizationRole` as `Create Organization Role`.
fn split_camel(id: &str) -> String {
    let mut text = String::with_capacity(id.len() + 8);
    let mut before = ' ';
    for character in id.chars() {
        if character.is_uppercase() && before.is_lowercase() {
            text.push(' ');
        }
        text.push(character);
        before = character;
    }
    text
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::ApiVersion;

    use super::*;

    fn first(words: &str) -> &'static str {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let hits = find(&words, &Specification::built_in(ApiVersion::NEWEST));
        hits.first().map_or("", |hit| hit.operation.id)
    }

    #[test]
    fn what_people_call_things_finds_their_operations() {
        for (words, id) in [
            ("ban user", "BanUser"),
            ("list users", "GetUserList"),
            ("create an organisation", "CreateOrganization"),
            ("delete member from team", "DeleteOrganizationMembership"),
            ("turn off 2FA", "DisableMFA"),
            ("remove user", "DeleteUser"),
            ("avatar of a user", "SetUserProfileImage"),
            ("magic link token", "CreateSignInToken"),
            ("revoke session", "RevokeSession"),
            ("company logo", "UploadOrganizationLogo"),
            ("create invitation", "CreateInvitation"),
        ] {
            assert_eq!(first(words), id, "{words}");
        }
    }

    #[test]
    fn what_is_passed_over_would_have_changed_nothing() {
        let specification = Specification::built_in(ApiVersion::NEWEST);
        let ids = specification.operations().map(|operation| split_camel(operation.id));
        let summaries = specification.operations().map(Descriptor::summary);
        let groups = synonyms::GROUPS.iter().flat_map(|group| group.iter()).map(|word| (*word).to_owned());
        let phrases = synonyms::PHRASES.iter().map(|(phrase, _)| (*phrase).to_owned());
        let texts: Vec<String> = ids.chain(summaries.map(|text| text.to_string())).collect();
        for text in texts.into_iter().step_by(7).chain(groups).chain(phrases) {
            let terms = synonyms::terms(&text);
            let shown = |hits: Vec<Hit>| -> Vec<_> {
                hits.into_iter().map(|hit| (hit.operation.id, hit.score.to_bits(), hit.names)).collect()
            };
            let quick = shown(rank(&terms, Wanted::new(&terms), &specification));
            assert_eq!(quick, shown(rank(&terms, Wanted::everything(), &specification)), "{text}");
        }
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert_eq!(first("zebra quux"), "");
        assert_eq!(first("the of a"), "");
    }
}
