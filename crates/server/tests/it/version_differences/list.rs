//! The differences, one by one.

use std::fmt;

use frontdesk_contract::difference::Change;
use frontdesk_contract::{ApiVersion, Descriptor};

/// One difference between a version and the next, in an operation that is served.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) from: ApiVersion,
    pub(super) to: ApiVersion,
    pub(super) operation: &'static Descriptor,
    pub(super) what: What,
}

/// What differs.
#[derive(Debug)]
pub(super) enum What {
    /// The operation itself: only one of the versions has it.
    Operation { added: bool },
    /// Something that is sent.
    Request(Change),
    /// A status that only one of the documents lists.
    Status(u16),
    /// Something that is answered.
    Answer(Change),
}

impl Difference {
    /// What differs, as the page names it.
    pub(super) fn place(&self) -> String {
        match &self.what {
            What::Operation { .. } => "operation".to_owned(),
            What::Request(change) | What::Answer(change) => change.place.clone(),
            What::Status(code) => format!("status {code}"),
        }
    }

    /// The version that has what differs, and the one that lacks it; `None` where both have it.
    pub(super) fn having(&self) -> Option<(ApiVersion, ApiVersion)> {
        let added = match &self.what {
            What::Operation { added } => *added,
            What::Request(change) | What::Answer(change) => match (&change.before, &change.after) {
                (None, _) => true,
                (_, None) => false,
                _ => return None,
            },
            What::Status(code) => {
                self.operation.errors.iter().any(|status| status.code == *code && status.versions.contains(self.to))
            }
        };
        Some(if added { (self.to, self.from) } else { (self.from, self.to) })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → {} {} {}", self.from, self.to, self.operation.id, self.place())?;
        match &self.what {
            What::Request(change) | What::Answer(change) => write!(f, " ({:?} → {:?})", change.before, change.after),
            _ => Ok(()),
        }
    }
}

/// Every difference of what is served, oldest first.
pub(super) fn of_served() -> Vec<Difference> {
    let served: Vec<&'static Descriptor> = frontdesk_server::api().operations().collect();
    let is_served = |operation: &Descriptor| served.iter().any(|known| known.is(operation));
    let mut all = Vec::new();
    for step in frontdesk_conformance::Step::all() {
        let (from, to) = (step.from, step.to);
        let mut add = |operation: &'static Descriptor, what| {
            if is_served(operation) {
                all.push(Difference { from, to, operation, what });
            }
        };
        step.added.iter().for_each(|operation| add(operation, What::Operation { added: true }));
        step.removed.iter().for_each(|operation| add(operation, What::Operation { added: false }));
        for changed in step.changed {
            changed.request.into_iter().for_each(|change| add(changed.operation, What::Request(change)));
            for change in changed.answer {
                let code = change.place.strip_prefix("status ").and_then(|code| code.parse().ok());
                add(changed.operation, code.map_or(What::Answer(change), What::Status));
            }
        }
    }
    all
}
