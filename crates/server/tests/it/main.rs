//! The server over HTTP, operation by operation.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod app;
mod transport;

/// One file for each operation, found by itself.
mod users {
    automod::dir!("tests/it/users");
}
