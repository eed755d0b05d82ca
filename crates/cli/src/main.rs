//! frontdesk: Clerk's Backend API explored, executed and hosted from one binary.

mod commands;
mod database;
mod env_file;
mod exit;
mod failure;
mod operator;
mod printer;

use std::ffi::OsString;
use std::process::ExitCode;

/// Requests allocate in many threads at once; this allocator keeps them out of each other's way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let done = operator::run(&arguments).unwrap_or(Ok(()));
    match done {
        Ok(()) => exit::Exit::Done.into(),
        Err(failure) => {
            printer::failure(&failure);
            failure.exit.into()
        }
    }
}
