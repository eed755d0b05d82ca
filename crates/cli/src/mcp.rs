//! The explorer and executor for agents: tools of the Model Context Protocol behind the same guard rails.

mod bounds;
mod call;
mod confirmations;
mod describe;
mod desk;
mod handler;
mod tools;

pub(crate) use desk::{Desk, Start};
pub(crate) use handler::Handler;
