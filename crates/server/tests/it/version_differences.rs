//! Every difference between one version and the next, seen: the same requests are sent under both.
//!
//! Each version talks to an instance of its own on one server; all six are filled alike and get the same requests in
//! the same order, so that the same place of two answers holds the same thing. What the differences are is what
//! `docs/version-differences.md` lists.

mod answers;
mod exceptions;
mod list;
mod probes;
mod requests;
mod statuses;
mod worlds;

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_conformance::Judge;

use answers::Sight;
use exceptions::{EXCEPTIONS, Exception};
use list::{Difference, What};
use worlds::Worlds;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_difference_between_versions_is_seen_or_has_a_reason() {
    // Announces that the documents are missing, and fails where they must not be. They are read meanwhile.
    let documents = tokio::task::spawn_blocking(frontdesk_conformance::official_documents);
    let mut worlds = Worlds::create(Judge::official()).await;
    documents.await.unwrap();
    let told = requests::ask_everything(&mut worlds).await;
    let differences = list::of_served();
    let mut report = Report::default();
    for difference in &differences {
        let sight = match &difference.what {
            What::Operation { .. } => told.operation(difference),
            What::Answer(change) => told.answer(difference, change),
            What::Request(change) => probes::request(&mut worlds, difference, change).await,
            What::Status(code) => statuses::status(&mut worlds, difference, *code).await,
        };
        report.add(difference, sight);
    }
    report.faults.extend(worlds.faults.iter().map(|fault| format!("breaks its document: {fault}")));
    report.finish(differences.len());
}

/// What was seen, what cannot be, and what is neither.
#[derive(Default)]
struct Report {
    seen: usize,
    reasons: BTreeMap<&'static str, usize>,
    faults: Vec<String>,
    used: BTreeSet<(&'static str, &'static [&'static str])>,
}

impl Report {
    fn add(&mut self, difference: &Difference, sight: Sight) {
        let exception: Option<&Exception> = EXCEPTIONS.iter().find(|exception| exception.covers(difference));
        match (sight, exception) {
            (Sight::Seen, None) => self.seen += 1,
            (Sight::Cannot(reason), None) => *self.reasons.entry(reason).or_default() += 1,
            (Sight::Hidden(_), Some(exception)) => {
                *self.reasons.entry(exception.reason).or_default() += 1;
                self.used.insert(exception.key());
            }
            (Sight::Hidden(why), None) => self.faults.push(format!("{difference}: {why}")),
            (Sight::Seen | Sight::Cannot(_), Some(exception)) => {
                self.faults.push(format!("{difference}: is seen after all, although {}", exception.reason));
            }
        }
    }

    fn finish(mut self, all: usize) {
        let unused = EXCEPTIONS.iter().filter(|exception| !self.used.contains(&exception.key()));
        self.faults.extend(unused.map(|exception| format!("nothing is excepted by {:?}", exception.key())));
        let cannot: usize = self.reasons.values().sum();
        println!("{} of {all} differences seen; {cannot} cannot be:", self.seen);
        for (reason, count) in &self.reasons {
            println!("  {count:>4} {reason}");
        }
        assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
        assert_eq!(self.seen + cannot, all);
    }
}
