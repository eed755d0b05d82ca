//! `--version`: what this program is and what it was built from.

use frontdesk_contract::{ApiVersion, catalogue};

use crate::printer;

/// `0.1.0 (commit, target, profile, compiler)`.
pub(crate) const BUILD: &str = concat!(
    env!("FRONTDESK_COMMIT"),
    ", ",
    env!("FRONTDESK_TARGET"),
    ", ",
    env!("FRONTDESK_PROFILE"),
    ", ",
    env!("FRONTDESK_COMPILER")
);

pub(crate) fn run() {
    printer::line(concat!("frontdesk ", env!("CARGO_PKG_VERSION")));
    printer::line(&format!("built from {BUILD}"));
    let (oldest, newest) = (ApiVersion::OLDEST, ApiVersion::NEWEST);
    printer::line(&format!("{} operations, API versions {oldest} to {newest}", catalogue::operations().count()));
}
