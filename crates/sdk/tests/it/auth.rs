//! Who sent a request: against scripted answers for what no server says on request, against the real one for the rest.

mod api;
mod examples;
mod layers;
mod refusals;
mod server;
mod table;
mod tokens;
