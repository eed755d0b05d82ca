//! Holds answers and declarations against the published `OpenAPI` documents, version by version.

mod coverage;
mod declarations;
mod deviations;
mod handed_out;
mod official;
mod proxy;
mod report;
mod schema;
mod validate;
mod version_differences;
mod webhooks;

pub use coverage::{Coverage, Verified, VersionCoverage};
pub use declarations::{Difference, differences, undeclared};
pub use deviations::{All, Deviation, DeviationError, DeviationVersions, Deviations};
pub use frontdesk_documents::{Document, DocumentError, OperationDocument};
pub use handed_out::{Leak, Secret, find_leaks};
pub use official::{OFFICIAL_VERSIONS, SPECS_DIR_VARIABLE, official_documents, specs_dir};
pub use proxy::{Proxy, ProxyError, serve};
pub use report::{Exchange, Report, ReportError, Required, Summary, VersionSummary, summarise};
pub use validate::{Judge, Verdict};
pub use version_differences::{Step, VersionDifferences, VersionDifferencesError};
pub use webhooks::{WEBHOOKS_VERSION, WebhookJudge};
