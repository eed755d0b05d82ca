//! What Clerk's Backend API is, declared once: operations, their parameters, bodies and answers, in
//! every version. No input or output happens here; server, SDK, explorer and documents are projections.

// The macros write paths that begin with the crate's own name.
extern crate self as frontdesk_contract;

mod api_version;
pub mod catalogue;
mod list;
mod maybe;
pub mod operation;
pub mod request;
pub mod schema;
pub mod users;
mod validate;

pub use api_version::{ApiVersion, UnknownApiVersion, Versions};
pub use frontdesk_contract_derive::{object, operation, union, values};
pub use maybe::{Maybe, Nullable};
pub use operation::{
    Body, BodyFormat, DecodeError, Descriptor, Method, Operation, Parameter, Parts, Place, ResponseBody, Risk, Status,
    Upload,
};
pub use schema::{EnumValue, Field, HasSchema, ObjectSchema, Range, Schema, StringSchema, Text, Variant};
pub use validate::{Problem, Violation, check_field};
