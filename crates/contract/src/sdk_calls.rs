//! What the official SDKs call an operation.
//!
//! A call is written as `users.updateUser(userId, { ... })`: its name, and how its arguments are given. In JavaScript a
//! bare name is the parameter of that name in camelCase, `{ key, key: name, ... }` an object of the named parameters
//! and, where `...` says so, of all the others; `...deep` means that the SDK also rewrites the keys inside of them.
//! In Python `...` is every parameter by its name, `request` all of them in one dictionary, and `request_body` a body
//! that is no object. `one name` marks a parameter that takes several values here and a single one in the SDK's types, and
//! is otherwise among the others. What follows a `+` is what the SDK sends besides. A name alone says that the arguments take more
//! than that. Of Go only names are kept.

use crate::ApiVersion;

/// The calls of an operation in the official SDKs; `None` where an SDK has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SdkCalls {
    /// Of `@clerk/backend`, on its client: `users.updateUser(userId, { ... })`.
    pub javascript: Option<&'static str>,
    /// Of `clerk-backend-api`, on its client: `users.update(...)`.
    pub python: Option<&'static str>,
    /// Of `github.com/clerk/clerk-sdk-go/v2`: `user.Update`, in the package of that name.
    pub go: Option<&'static str>,
}

impl SdkCalls {
    /// An operation that no SDK has.
    pub const NONE: Self = Self { javascript: None, python: None, go: None };
}

/// An official SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sdk {
    /// `@clerk/backend`.
    JavaScript,
    /// `clerk-backend-api`.
    Python,
    /// `github.com/clerk/clerk-sdk-go/v2`.
    Go,
}

impl Sdk {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::JavaScript, Self::Python, Self::Go];

    /// The name of its language.
    pub const fn language(self) -> &'static str {
        match self {
            Self::JavaScript => "JavaScript",
            Self::Python => "Python",
            Self::Go => "Go",
        }
    }

    /// What to install.
    pub const fn package(self) -> &'static str {
        match self {
            Self::JavaScript => "@clerk/backend",
            Self::Python => "clerk-backend-api",
            Self::Go => "github.com/clerk/clerk-sdk-go/v2",
        }
    }

    /// The version of the API that its requests name.
    pub const fn speaks(self) -> ApiVersion {
        match self {
            Self::JavaScript => ApiVersion::V2026_05_12,
            Self::Python => ApiVersion::V2025_11_10,
            Self::Go => ApiVersion::V2025_04_10,
        }
    }

    /// How it calls an operation, with the arguments.
    pub const fn usage(self, calls: SdkCalls) -> Option<&'static str> {
        match self {
            Self::JavaScript => calls.javascript,
            Self::Python => calls.python,
            Self::Go => calls.go,
        }
    }

    /// The name of its call, without the arguments.
    pub fn call(self, calls: SdkCalls) -> Option<&'static str> {
        self.usage(calls).map(|usage| usage.split(['(', ' ']).next().unwrap_or(usage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn a_name_is_a_path_of_words_on_the_client() {
        let mut named = [0; 3];
        for operation in catalogue::operations() {
            for (index, sdk) in Sdk::ALL.into_iter().enumerate() {
                let Some(call) = sdk.call(operation.sdk) else { continue };
                named[index] += 1;
                let words: Vec<&str> = call.split('.').collect();
                let plain =
                    |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                assert!(words.len() == 2 && words.iter().all(plain), "{}: {call}", operation.id);
            }
        }
        assert!(named.iter().all(|count| *count > 100), "{named:?}");
    }
}
