//! The dated versions of the Backend API, and sets of them.

use std::fmt;
use std::str::FromStr;

/// A dated version of the Backend API, as the header `Clerk-API-Version` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ApiVersion {
    /// 2021-02-05: what a request without a version gets.
    V2021_02_05,
    /// 2024-10-01.
    V2024_10_01,
    /// 2025-03-12: published as a document only, and a shortened one.
    V2025_03_12,
    /// 2025-04-10: sessions can be pending, session tokens are of version 2.
    V2025_04_10,
    /// 2025-11-10: commerce became billing.
    V2025_11_10,
    /// 2026-05-12: metadata left the plain updates of users and organizations.
    V2026_05_12,
}

impl ApiVersion {
    /// Every version, oldest first.
    pub const ALL: [Self; 6] = [
        Self::V2021_02_05,
        Self::V2024_10_01,
        Self::V2025_03_12,
        Self::V2025_04_10,
        Self::V2025_11_10,
        Self::V2026_05_12,
    ];
    /// The version that handlers and types are written for.
    pub const NEWEST: Self = Self::V2026_05_12;
    /// The version of a request that names none.
    pub const OLDEST: Self = Self::V2021_02_05;

    /// The date, as it travels in the header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2021_02_05 => "2021-02-05",
            Self::V2024_10_01 => "2024-10-01",
            Self::V2025_03_12 => "2025-03-12",
            Self::V2025_04_10 => "2025-04-10",
            Self::V2025_11_10 => "2025-11-10",
            Self::V2026_05_12 => "2026-05-12",
        }
    }
}

impl ApiVersion {
    /// What it brought, in a sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Self::V2021_02_05 => "What a request gets that names no version.",
            Self::V2024_10_01 => "The roles of organizations got operations of their own.",
            Self::V2025_03_12 => "Published as a document only, and a shortened one.",
            Self::V2025_04_10 => "Sessions can be pending; session tokens are of version 2.",
            Self::V2025_11_10 => "Commerce became billing.",
            Self::V2026_05_12 => "Metadata left the plain updates of users and organizations.",
        }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no version of the API.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no API version `{0}`; known are 2021-02-05, 2024-10-01, 2025-03-12, 2025-04-10, 2025-11-10 and 2026-05-12"
)]
pub struct UnknownApiVersion(pub String);

impl FromStr for ApiVersion {
    type Err = UnknownApiVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|version| version.as_str() == text).ok_or_else(|| UnknownApiVersion(text.to_owned()))
    }
}

/// A set of API versions, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Versions(u8);

impl Versions {
    /// Every version.
    pub const ALL: Self = Self(0b11_1111);
    /// No version.
    pub const NONE: Self = Self(0);

    /// The set with exactly the given bits; bit 0 is the oldest version. Written by the derive.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Whether `version` is in the set.
    pub const fn contains(self, version: ApiVersion) -> bool {
        self.0 & (1 << version as u8) != 0
    }

    /// What is in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether no version is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The versions of the set, oldest first.
    pub fn iter(self) -> impl Iterator<Item = ApiVersion> {
        ApiVersion::ALL.into_iter().filter(move |version| self.contains(*version))
    }
}

impl fmt::Debug for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(ApiVersion::as_str)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_read_back_from_its_date() {
        for version in ApiVersion::ALL {
            assert_eq!(version.as_str().parse(), Ok(version));
        }
        assert!("2025-11-11".parse::<ApiVersion>().is_err());
    }

    #[test]
    fn sets_hold_what_their_bits_say() {
        let set = Versions::from_bits(0b10_0001);
        assert_eq!(set.iter().collect::<Vec<_>>(), [ApiVersion::OLDEST, ApiVersion::NEWEST]);
        assert!(Versions::ALL.and(Versions::NONE).is_empty());
    }
}
