//! Every difference between one version of the API and the next, as a page that the project keeps.
//!
//! The list is computed from the declarations, which are first held against the six documents: the shapes of a union
//! have names there in every version, while one document tells them apart by nothing, so that only the declarations
//! can say which shape became which. What the deviations smooth over is told at the end of the page.

mod page;

use frontdesk_contract::difference::{Beside, Change, Changed};
use frontdesk_contract::{ApiVersion, Descriptor, UnknownApiVersion, catalogue};

use crate::{Deviation, DeviationError, DeviationVersions, Deviations, Document, differences, undeclared};

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum VersionDifferencesError {
    /// A document of a version that is not declared.
    #[error(transparent)]
    Version(#[from] UnknownApiVersion),
    /// The deviations do not fit the documents.
    #[error(transparent)]
    Deviations(#[from] DeviationError),
    /// A list of what is declared would not be a list of what is documented.
    #[error("{version}: the declarations do not equal the document: {first}, and {others} more")]
    Undeclared {
        /// The document's version.
        version: ApiVersion,
        /// The first thing that is not alike.
        first: String,
        /// How many more there are.
        others: usize,
    },
}

/// What differs between one version and the next.
#[derive(Clone, Debug)]
pub struct Step {
    /// The earlier one.
    pub from: ApiVersion,
    /// The one after it.
    pub to: ApiVersion,
    /// Operations that only the later one has.
    pub added: Vec<&'static Descriptor>,
    /// Operations that only the earlier one has.
    pub removed: Vec<&'static Descriptor>,
    /// Operations that both have, and not alike.
    pub changed: Vec<Changed>,
}

impl Step {
    /// What is declared of two versions, put beside each other.
    pub fn between(from: ApiVersion, to: ApiVersion) -> Self {
        let Beside { added, removed, both } = Beside::declared(from, to);
        let changed = both.into_iter().map(|(before, after)| Changed::between(before, from, after, to));
        let mut changed: Vec<Changed> = changed.filter(|changed| !changed.is_empty()).collect();
        changed.sort_by_key(|changed| (changed.operation.path, changed.operation.method));
        Self { from, to, added, removed, changed }
    }

    /// Every step from one version to the next, oldest first.
    pub fn all() -> Vec<Self> {
        ApiVersion::ALL.windows(2).map(|pair| Self::between(pair[0], pair[1])).collect()
    }

    /// How many differences there are in operations of which `test` holds.
    pub fn count(&self, test: impl Fn(&'static Descriptor) -> bool) -> usize {
        let whole = self.added.iter().chain(&self.removed).filter(|operation| test(operation)).count();
        let changed = self.changed.iter().filter(|changed| test(changed.operation));
        whole + changed.map(|changed| changed.request.len() + changed.answer.len()).sum::<usize>()
    }
}

/// The differences between all versions.
pub struct VersionDifferences {
    steps: Vec<Step>,
    served: Vec<&'static Descriptor>,
    corrections: Vec<Deviation>,
}

impl VersionDifferences {
    /// Lists what differs, after making sure that the declarations say what the documents say.
    pub fn new(documents: &[Document], served: &[&'static Descriptor]) -> Result<Self, VersionDifferencesError> {
        let deviations = Deviations::known()?;
        let operations: Vec<&'static Descriptor> = catalogue::operations().collect();
        for document in documents {
            let version: ApiVersion = document.version().parse()?;
            let corrected = deviations.correct(document)?;
            let found = differences(&corrected, version, &operations).into_iter().map(|one| one.to_string());
            let missing = undeclared(&corrected, version, &operations).into_iter();
            let mut found = found.chain(missing.map(|id| format!("{id} is not declared")));
            if let Some(first) = found.next() {
                return Err(VersionDifferencesError::Undeclared { version, first, others: found.count() });
            }
        }
        // What is corrected in every version alike differs between none of them.
        let uneven = |entry: &&Deviation| matches!(entry.versions, DeviationVersions::These(_));
        let corrections = deviations.entries().iter().filter(uneven).cloned().collect();
        Ok(Self { steps: Step::all(), served: served.to_vec(), corrections })
    }

    fn is_served(&self, operation: &Descriptor) -> bool {
        self.served.iter().any(|served| served.is(operation))
    }
}

/// The last part of a place: the name of the field in its object.
fn own_name(change: &Change) -> &str {
    change.place.rsplit_once('.').map_or(change.place.as_str(), |(_, name)| name)
}
