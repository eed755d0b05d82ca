//! The macros that turn a Rust type into a declaration of the contract. They write constant data
//! and conversions and hold no behaviour of their own.

mod attributes;
mod object;
mod operation;
mod union;
mod values;
mod versions;

use proc_macro::TokenStream;

/// Declares an object of the API: its fields, which of them are required, and in which versions.
///
/// `T` is required, `Option<T>` may be left out, `Nullable<T>` is there and may be null,
/// `Maybe<T>` may be left out or null. `#[api(…)]` on a field gives limits and versions;
/// `#[api(others)]` on a map keeps the keys of an open object that no other field names.
#[proc_macro_attribute]
pub fn object(arguments: TokenStream, item: TokenStream) -> TokenStream {
    object::expand(arguments.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares a text with known values. An arm `Unknown(String)` is added for tomorrow's.
#[proc_macro_attribute]
pub fn values(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    values::expand(item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares a union of objects, told apart by the field named in `#[union(tag = "…")]`.
#[proc_macro_attribute]
pub fn union(arguments: TokenStream, item: TokenStream) -> TokenStream {
    union::expand(arguments.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares an operation: its method, path, tag, parameters, body, answer and risk.
#[proc_macro_attribute]
pub fn operation(arguments: TokenStream, item: TokenStream) -> TokenStream {
    operation::expand(arguments.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
