//! One file for each command.

pub(crate) mod check;
pub(crate) mod detail;
pub(crate) mod execute;
pub(crate) mod help;
pub(crate) mod instances;
pub(crate) mod log;
pub(crate) mod mcp;
pub(crate) mod restore;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod tag;
pub(crate) mod tags;
