//! The storage on a real database.

#![expect(clippy::cast_possible_wrap, reason = "small numbers of tests")]

mod database;
mod shared_reads;
mod users_list;
