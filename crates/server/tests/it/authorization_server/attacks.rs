//! Attacks of RFC 9700 and of OWASP's cheat sheet for OAuth, each tried and refused. Each is named after what it is: in a
//! row of a table where many are alike, as a test of its own otherwise.

mod accounts;
mod codes;
mod pages;
mod redirects;
mod tokens;
