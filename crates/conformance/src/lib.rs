//! Holds answers against the published `OpenAPI` documents, version by version.

mod document;

pub use document::{
    Document, DocumentError, OFFICIAL_VERSIONS, OperationDocument, SPECS_DIR_VARIABLE,
    official_documents, specs_dir,
};
