//! How the program ends. Scripts rely on these numbers.

use std::process::ExitCode;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Exit {
    /// What was asked for is done.
    Done = 0,
    /// Something failed that has no code of its own: a file, a database.
    Failed = 1,
    /// The command line makes no sense, or not enough to act on it.
    Usage = 2,
    /// The secret key is missing, malformed or not accepted.
    Key = 3,
    /// There is no such thing.
    NotFound = 4,
    /// Parameters are missing or wrong, or the API refused them.
    Invalid = 5,
    /// The API's rate limit is reached.
    RateLimited = 6,
    /// The API failed.
    Server = 7,
    /// A confirmation is needed and was not given.
    Confirmation = 8,
    /// The granted scopes do not cover the request.
    Scope = 9,
    /// The API could not be reached.
    Network = 10,
    /// Somebody pressed Ctrl-C.
    Interrupted = 130,
}

impl Exit {
    /// Every code, in ascending order.
    pub(crate) const ALL: [Self; 12] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::Key,
        Self::NotFound,
        Self::Invalid,
        Self::RateLimited,
        Self::Server,
        Self::Confirmation,
        Self::Scope,
        Self::Network,
        Self::Interrupted,
    ];

    /// A word for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Key => "key",
            Self::NotFound => "not found",
            Self::Invalid => "invalid",
            Self::RateLimited => "rate limited",
            Self::Server => "server",
            Self::Confirmation => "confirmation",
            Self::Scope => "scope",
            Self::Network => "network",
            Self::Interrupted => "interrupted",
        }
    }

    /// What it says.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "What was asked for is done.",
            Self::Failed => "Something failed that has no code of its own: a file, a database, a terminal.",
            Self::Usage => "The command line makes no sense, or is not clear enough to act on.",
            Self::Key => "The secret key is missing, malformed or not accepted.",
            Self::NotFound => "There is no such thing: a path, an id, a document.",
            Self::Invalid => "Parameters are missing or wrong, or the API refused them.",
            Self::RateLimited => "The API's rate limit is reached.",
            Self::Server => "The API failed.",
            Self::Confirmation => "A confirmation is needed and was not given; nothing was sent.",
            Self::Scope => "The granted scopes do not cover the request; nothing was sent.",
            Self::Network => "The API, or the source of documents, could not be reached.",
            Self::Interrupted => "Somebody pressed Ctrl-C, or a question got no answer.",
        }
    }

    /// The code for an answer of the API that is not a success.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Key,
            404 => Self::NotFound,
            429 => Self::RateLimited,
            500.. => Self::Server,
            _ => Self::Invalid,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_have_the_codes_that_scripts_look_for() {
        let codes = [400, 401, 403, 404, 409, 422, 429, 500, 503].map(|status| Exit::of_status(status) as u8);
        assert_eq!(codes, [5, 3, 5, 4, 5, 5, 6, 7, 7]);
    }
}
