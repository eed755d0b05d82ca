//! Published `OpenAPI` documents, read at run time: by whoever holds declarations against them, and by whoever
//! explores a version that was published later.

mod document;

pub use document::{Document, DocumentError, OperationDocument};
