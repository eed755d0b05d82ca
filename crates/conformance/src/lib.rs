//! Holds answers against the published `OpenAPI` documents, version by version.

mod deviations;
mod document;
mod schema;
mod validate;

pub use deviations::{All, Deviation, DeviationError, DeviationVersions, Deviations};
pub use document::{
    Document, DocumentError, OFFICIAL_VERSIONS, OperationDocument, SPECS_DIR_VARIABLE, official_documents, specs_dir,
};
pub use validate::{Judge, Verdict};
